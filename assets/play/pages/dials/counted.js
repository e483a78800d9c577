// Counts as they are written in the language of the page: 13,002.

const grouped = new Intl.NumberFormat(document.documentElement.lang);

export const counted = (count) => grouped.format(count);
