// What the microphone gives, in pieces of some milliseconds: runs apart from the page.

const PIECE = 1024;

class Tape extends AudioWorkletProcessor {
  constructor() {
    super();
    this.piece = new Float32Array(PIECE);
    this.filled = 0;
  }

  process([channels]) {
    if (!channels.length) return true;
    for (let i = 0; i < channels[0].length; i += 1) {
      this.piece[this.filled] = channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length;
      this.filled += 1;
      if (this.filled === PIECE) {
        this.port.postMessage(this.piece);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("tape", Tape);
