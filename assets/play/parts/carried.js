// What a page carries along: the network, words, colors, digits; `scenes.playground` writes it.

export const carried = JSON.parse(document.getElementById("carried").textContent);
