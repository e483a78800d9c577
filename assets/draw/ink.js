// Strokes as ink: the same drawing at any size, once for the eye, once for the network.

function trace(context, points) {
  context.beginPath();
  context.moveTo(...points[0]);
  if (points.length === 1) context.lineTo(points[0][0] + 0.01, points[0][1]);
  // Through the middles between points, with the points as handles: corners of the hand are round.
  for (let i = 1; i < points.length - 1; i += 1) {
    const middle = [(points[i][0] + points[i + 1][0]) / 2, (points[i][1] + points[i + 1][1]) / 2];
    context.quadraticCurveTo(...points[i], ...middle);
  }
  if (points.length > 1) context.lineTo(...points.at(-1));
  context.stroke();
}

export function ink(context, strokes, pen) {
  context.strokeStyle = "#fff";
  context.lineWidth = pen;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const stroke of strokes) trace(context, stroke);
}

// The drawing for the network: a canvas of its own, side x side pixels, white on black.
export class Paper {
  constructor(side, pen) {
    this.side = side;
    this.pen = pen;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = side;
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  draw(strokes) {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, this.side, this.side);
    ink(this.context, strokes, this.pen);
  }

  // One byte a pixel, row after row.
  bytes() {
    const { data } = this.context.getImageData(0, 0, this.side, this.side);
    return Uint8Array.from({ length: this.side ** 2 }, (_, i) => data[4 * i]);
  }
}
