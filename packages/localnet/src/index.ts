export { Chain, type Outcome, type SendOptions } from './chain';
export type { Account } from './lite';
export type { TransactionError } from './transaction-error';
export { type Localnet, type LocalnetOptions, type Program, startLocalnet } from './localnet';
