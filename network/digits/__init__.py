"""Pictures of digits: MNIST, drawn digits, and any picture brought to the grid."""
