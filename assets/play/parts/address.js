// What is shown, in the address behind #, so that it can be linked; and links that take it along.

const listeners = [];
let own = new URLSearchParams(location.hash.slice(1));

export const address = {
  get: (name) => own.get(name),

  /** Note values; null takes one out. */
  set(values) {
    for (const [name, value] of Object.entries(values)) {
      if (value === null) own.delete(name);
      else own.set(name, value);
    }
    const hash = `#${readable(own)}`;
    try {
      history.replaceState(null, "", hash);
    } catch {
      // Where the page is embedded without an origin of its own, or within a text, it has no history.
    }
    showInLinks(hash);
  },

  /** Calls `follow` when somebody goes to another address of this page. */
  onChange: (follow) => listeners.push(follow),
};

const readable = (values) => String(values).replaceAll("%2C", ",").replaceAll("%7E", "~");

function showInLinks(hash) {
  for (const link of document.querySelectorAll("a[data-takes-along]")) {
    link.href = link.getAttribute("href").split("#")[0] + hash;
  }
}

addEventListener("hashchange", () => {
  own = new URLSearchParams(location.hash.slice(1));
  showInLinks(location.hash);
  for (const follow of listeners) follow();
});
showInLinks(location.hash);
