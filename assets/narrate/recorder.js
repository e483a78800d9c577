// The microphone: opened once, its level told all the time, takes cut out as WAV files.

const KEPT_BEFORE_SECONDS = 0.25; // who begins early is not cut off
const KEPT_AFTER_SECONDS = 0.15; // nor is who stops early
const LARGEST = 32767;
const HEADER_BYTES = 44;

export class Recorder {
  // `hear` gets every piece's level in dBFS; `lose` is called when the microphone is gone.
  constructor(hear, lose) {
    this.hear = hear;
    this.lose = lose;
    this.pieces = [];
    this.isTaking = false;
  }

  get isOpen() {
    return Boolean(this.stream);
  }

  async open(deviceId = "") {
    this.close();
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        ...(deviceId && { deviceId: { exact: deviceId } }),
        channelCount: 1,
        echoCancellation: false,
        autoGainControl: false, // it would raise the room between the words
        noiseSuppression: true,
      },
    });
    this.context = new AudioContext();
    await this.context.audioWorklet.addModule("/page/tape.js");
    await this.context.resume();
    const tape = new AudioWorkletNode(this.context, "tape", { numberOfOutputs: 0 });
    tape.port.onmessage = ({ data }) => this.take(data);
    this.source = this.context.createMediaStreamSource(stream);
    this.source.connect(tape);
    stream.getTracks()[0].addEventListener("ended", () => {
      this.close();
      this.lose();
    });
    this.stream = stream;
  }

  close() {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    this.context.close();
    this.stream = null;
    this.isTaking = false;
  }

  // Name and id of every microphone; their names are known once one was allowed.
  async microphones() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((device) => device.kind === "audioinput" && device.deviceId);
  }

  get chosen() {
    return this.stream?.getTracks()[0].getSettings().deviceId ?? "";
  }

  take(piece) {
    this.pieces.push(piece);
    const pieceSeconds = piece.length / this.context.sampleRate;
    if (!this.isTaking) this.pieces.splice(0, this.pieces.length - Math.ceil(KEPT_BEFORE_SECONDS / pieceSeconds));
    this.hear(20 * Math.log10(Math.max(1e-5, piece.reduce((top, value) => Math.max(top, Math.abs(value)), 0))));
  }

  start() {
    this.isTaking = true;
  }

  cancel() {
    this.isTaking = false;
  }

  async stop() {
    await new Promise((resolve) => setTimeout(resolve, 1000 * KEPT_AFTER_SECONDS));
    if (!this.isTaking) return null;
    this.isTaking = false;
    return wav(this.pieces, this.context.sampleRate);
  }
}

// One channel, 16 bits a sample.
function wav(pieces, rate) {
  const samples = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + 2 * samples));
  const text = (place, letters) => [...letters].forEach((letter, i) => view.setUint8(place + i, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, 2 * samples, true);
  let place = HEADER_BYTES;
  for (const piece of pieces) {
    for (const value of piece) {
      view.setInt16(place, Math.round(LARGEST * Math.min(1, Math.max(-1, value))), true);
      place += 2;
    }
  }
  return view.buffer;
}
