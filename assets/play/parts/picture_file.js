// A drawing as a PNG for people, from which the program reads the strokes: `network.digits.pen_drawing`.

import { paint } from "./pad.js";

const SIDE = 280;
const KEY = "neuroscenes";

export async function savePicture(drawing, name) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  paint(context, drawing, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const gray = Uint8Array.from({ length: SIDE ** 2 }, (_, i) => data[4 * i]);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const { strokes, smooth = false } = drawing;
  const text = JSON.stringify({ strokes, smooth, crc: checksum(gray) });
  const png = withText(new Uint8Array(await blob.arrayBuffer()), text);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([png], { type: "image/png" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A PNG with a text behind its head. */
export function withText(png, text) {
  const content = new TextEncoder().encode(`tEXt${KEY}\0${text}`);
  const chunk = new Uint8Array(content.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(content.length + 4, checksum(content));
  const head = 33; // the signature, and the first chunk: length, name, 13 bytes, checksum
  return Uint8Array.from([...png.subarray(0, head), ...chunk, ...png.subarray(head)]);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32. */
export function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
