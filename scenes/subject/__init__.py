"""What is shown: settings, languages, the input and its trace, sourced values, the ledger."""
