// A layer as the product of a matrix and a column, with its columns and its inputs in any order.

/**
 * Which weight and which input stand at each place of a row: null where none was moved.
 * @typedef {{columns: number[] | null, inputs: number[] | null}} Order
 */

const at = (order, place) => (order ? order[place] : place);

/**
 * What a neuron adds up, term by term.
 * @returns {{weights: Float64Array, inputs: Float64Array, products: Float64Array, sums: Float64Array}}
 *   `sums`: after each term
 */
export function termsOf({ weights, fanIn }, inputs, neuron, { columns, inputs: moved }) {
  const terms = {};
  for (const name of ["weights", "inputs", "products", "sums"]) terms[name] = new Float64Array(fanIn);
  let sum = 0;
  for (let place = 0; place < fanIn; place += 1) {
    const weight = weights[neuron * fanIn + at(columns, place)];
    const input = inputs[at(moved, place)];
    sum += weight * input;
    terms.weights[place] = weight;
    terms.inputs[place] = input;
    terms.products[place] = weight * input;
    terms.sums[place] = sum;
  }
  return terms;
}

/** The pre-activations of a layer, the first neuron's first. */
export function productOf(layer, inputs, order) {
  return layer.biases.map((bias, neuron) => termsOf(layer, inputs, neuron, order).sums.at(-1) + bias);
}

/** An order in which nothing stays at its place, the same whenever it is asked for. */
export function shuffledOrder(count) {
  const order = Array.from({ length: count }, (_place, i) => i);
  let state = 16 + count;
  for (let last = count - 1; last > 0; last -= 1) {
    state = (1103515245 * (state % 65536) + 12345) % 2147483648;
    const other = Math.floor((state / 2147483648) * last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
