/** Addresses of wallets. */
export { addressIn, useAddressKind, type AddressKind } from './address';
