import assert from "node:assert/strict";
import { test } from "node:test";

import { forward, largest } from "../../../assets/play/network/network.js";
import { layerStarts, parametersOf, placeOf, randomChange, randomParameters } from "../../../assets/play/pages/dials/parameters.js";
import { Scorer } from "../../../assets/play/pages/dials/scorer.js";
import { wayOfText, wayText } from "../../../assets/play/pages/dials/way.js";
import { bestBar, weightsOfText, weightsText } from "../../../assets/play/pages/weights/sums.js";
import { normal, uniform } from "../../../assets/play/parts/random.js";

const draw = normal(uniform(5));
const drawn = (count) => Float64Array.from({ length: count }, draw);
const layer = (fanIn, fanOut, activation) => ({ weights: drawn(fanIn * fanOut), biases: drawn(fanOut), fanIn, fanOut, activation });
const networkOf = (...layers) => ({ layers, scale: [1], offset: [0], labels: [] });
const NETWORKS = [
  networkOf(layer(9, 5, "sigmoid"), layer(5, 4, "sigmoid"), layer(4, 3, "sigmoid")),
  networkOf(layer(9, 6, "tanh"), layer(6, 3, "softmax")),
  networkOf(layer(9, 3, "softmax")),
  networkOf(layer(9, 4, "relu"), layer(4, 3, "identity")),
];

// The network with a row of parameters, and what it answers, picture by picture.
function outputsOf(network, row, pictures) {
  let next = 0;
  const take = (count) => row.slice(next, (next += count));
  const layers = network.layers.map((each) => ({ ...each, weights: take(each.weights.length), biases: take(each.fanOut) }));
  return pictures.map((ink) => [...forward({ ...network, layers }, ink).layers.at(-1).activations]);
}

test("a score that is followed change by change is that of a fresh forward pass", () => {
  const next = uniform(3);
  const pictures = Array.from({ length: 40 }, () => Float64Array.from({ length: 9 }, (_pixel, i) => (i === 4 ? 0 : next())));
  const wanted = pictures.map(() => Math.floor(3 * next()));
  for (const network of NETWORKS) {
    const scorer = new Scorer(network, pictures, wanted);
    let row = parametersOf(network);
    scorer.set(row);
    let [kept, right] = [0, scorer.right];
    for (let i = 0; i < 300; i += 1) {
      const { dials, values } = randomChange(1 + (i % 7), row.length, next, draw);
      const changed = row.slice();
      dials.forEach((dial, j) => (changed[dial] = values[j]));
      const outputs = outputsOf(network, changed, pictures);
      const found = scorer.try(dials, values);
      assert.equal(found, outputs.filter((each, picture) => largest(each) === wanted[picture]).length);
      if (i % 3 === 0) {
        scorer.keep();
        [row, right, kept] = [changed, found, kept + 1];
      }
    }
    assert.equal(kept, 100);
    const expected = outputsOf(network, row, pictures).flat();
    scorer.outputs().flat().forEach((each, i) => assert.ok(Math.abs(each - expected[i]) < 1e-9));
    assert.deepEqual(scorer.parameters, row);
    assert.equal(scorer.right, right);
  }
});

test("every dial has its place, and a change names each dial once", () => {
  const [network] = NETWORKS;
  const { starts, count } = layerStarts(network);
  assert.equal(count, 9 * 5 + 5 + 5 * 4 + 4 + 4 * 3 + 3);
  assert.deepEqual(placeOf(network, 0), { layer: 0, neuron: 0, input: 0 });
  assert.deepEqual(placeOf(network, starts[1].weights + 7), { layer: 1, neuron: 1, input: 2 });
  assert.deepEqual(placeOf(network, count - 1), { layer: 2, neuron: 2, input: null });
  for (const some of [1, 40, count, 2 * count]) {
    const { dials, values } = randomChange(some, count, uniform(1), draw);
    assert.equal(new Set(dials).size, Math.min(some, count));
    assert.equal(values.length, dials.length);
  }
  assert.deepEqual(randomParameters(network, 4), randomParameters(network, 4));
  assert.notDeepEqual(randomParameters(network, 4), randomParameters(network, 5));
});

test("chance is spread as it should be", () => {
  const many = Float64Array.from({ length: 20000 }, normal(uniform(9)));
  const mean = many.reduce((sum, each) => sum + each, 0) / many.length;
  const spread = many.reduce((sum, each) => sum + (each - mean) ** 2, 0) / many.length;
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(spread - 1) < 0.04, `${mean}, ${spread}`);
  const beyond = many.filter((each) => Math.abs(each) > 1.96).length / many.length;
  assert.ok(Math.abs(beyond - 0.05) < 0.006, `${beyond}`);
});

test("a way is read as it was written, and a damaged one as far as it goes", () => {
  const steps = [
    { kind: "dial", dial: 12, value: -0.35 },
    { kind: "random", count: 100, chance: 1 },
    { kind: "climb", count: 10, tries: 2500, chance: 4 },
  ];
  assert.equal(wayText(steps), "d12_-0.35,r100-1,c10x2500-4");
  assert.deepEqual(wayOfText(wayText(steps), 13), steps);
  assert.deepEqual(wayOfText("d12_-0.35,r100-1,oops,c10x2500-4", 13), steps.slice(0, 2));
  assert.deepEqual(wayOfText("d12_-0.35", 12), []);
  assert.equal(wayText([]), null);
});

test("painted weights are read as they were written", () => {
  const weights = Float64Array.from([0, 0, 0, 1, 1, -0.5, 0.1, 0, -1, 0]);
  assert.equal(weightsText(weights), "3k2uflka");
  assert.deepEqual(weightsOfText(weightsText(weights), 10), weights);
  assert.deepEqual(weightsOfText("?!3u", 2), Float64Array.from([1, 1]));
});

test("the bar lies where most pictures are on their right side", () => {
  assert.deepEqual(bestBar([5, 1, 4, 0], [true, false, true, false]), { bar: 2.5, right: 4 });
  assert.deepEqual(bestBar([0, 0, 0, 0], [true, false, true, false]), { bar: 0, right: 2 });
  assert.equal(bestBar([1, 5], [true, false]).right, 1);
  assert.deepEqual(bestBar([3, 7, 8], [true, false, true]), { bar: 7.5, right: 2 });
});
