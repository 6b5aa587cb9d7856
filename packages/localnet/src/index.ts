export { Chain, type Account, type Outcome, type SendOptions } from "./chain";
export type { TransactionError } from "./transaction-error";
