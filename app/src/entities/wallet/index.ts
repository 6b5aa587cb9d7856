/** Addresses of wallets. */
export { addressIn, kindOfAddress, useAddressKind, type AddressKind } from './address';
