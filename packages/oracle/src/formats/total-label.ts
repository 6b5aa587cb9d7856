/** Labels of rows that sum up others. */
const PREFIX = '(?:(?:grand|sub|net|overall|running|sous)[\\s-]?)?';
/** In the languages that such files mostly come in. */
const WORDS = [
  ...['totals?', 'sum', 'total g[ée]n[ée]ral', 'totale', 'totaal', 'totalt', 'somme', 'suma', 'soma'],
  ...['summe', 'gesamt', 'gesamtsumme', 'gesamtbetrag', 'zwischensumme', 'insgesamt'],
  ...['итого', 'всего', '合计', '总计', '小计', '合計', '総計', '小計'],
];
const UNITS = [
  ...['amount', 'revenue', 'sales', 'value', 'due', 'paid', 'costs?', 'price', 'net', 'gross', 'payments'],
  ...['usage', 'requests', 'tokens', 'hours', 'count', 'rows'],
  ...['usd', 'eur', 'gbp', 'chf', 'jpy', 'usdc', 'sol'],
];
/** Units and years, then nothing, a colon or bracket, or `of …`: no name, as in `Total Care`. */
const REST = `(?:\\s+(?:${UNITS.join('|')}|\\d[\\d-]*))*(?:$|\\s*[:(=]|\\s+(?:for|of|in|per)\\s)`;
const LABEL = new RegExp(`^${PREFIX}(?:${WORDS.join('|')})${REST}`, 'iu');

/** Whether a cell is the label of a total, such as `Total`, `Grand total:` or `Summe EUR`. */
export function isTotalLabel(cell: string): boolean {
  return LABEL.test(cell);
}
