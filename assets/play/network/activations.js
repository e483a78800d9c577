// The activation functions by the names of `network.activations`: one entry each.
// `of` takes and gives a Float64Array, the pre-activations and activations of one layer;
// `hasUnitRange`: all activations lie in 0..1.

const elementwise = (one) => (z) => z.map(one);

export const ACTIVATIONS = {
  sigmoid: { of: elementwise((z) => 1 / (1 + Math.exp(-z))), hasUnitRange: true },
  relu: { of: elementwise((z) => Math.max(z, 0)), hasUnitRange: false },
  tanh: { of: elementwise(Math.tanh), hasUnitRange: false },
  identity: { of: (z) => z.slice(), hasUnitRange: false },
  softmax: { of: softmax, hasUnitRange: true },
};

function softmax(z) {
  const largest = z.reduce((most, each) => Math.max(most, each), -Infinity);
  const powers = z.map((each) => Math.exp(each - largest));
  const sum = powers.reduce((total, each) => total + each, 0);
  return powers.map((each) => each / sum);
}

/** @param {string} name */
export function activation(name) {
  const found = Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : null;
  if (!found) throw new RangeError(`no activation function ${name}`);
  return found;
}
