const MOST = 60;

/** A text of others as a message quotes it: in quotes, with escapes, cut where it is long. */
export function shown(text: string): string {
  return text.length > MOST ? `${JSON.stringify(text.slice(0, MOST))}…` : JSON.stringify(text);
}

/** The first names of a list, for a message that says what there is. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const first = names.slice(0, 12).map(shown).join(', ');
  return names.length > 12 ? `${first} and ${names.length - 12} more` : first;
}
