/** How operations write their values in a terminal: in UTC, tokens without a symbol. */
import type { ValueFormat } from '@tenure/operations';
import { clean } from './clean';
import { date, figure, percent, portion, span, tokens } from './values';

export const VALUE_FORMAT: ValueFormat = {
  tokens: (baseUnits, { decimals }) => tokens(baseUnits, decimals),
  time: date,
  day: date,
  span,
  share: percent,
  ...{ portion, figure, clean },
};
