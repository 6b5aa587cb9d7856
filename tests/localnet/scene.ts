import {
  TOKEN_PROGRAM_ID,
  createApproveInstruction,
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  createTransferCheckedInstruction,
  getAssociatedTokenAddressSync,
} from '@solana/spl-token';
import {
  Connection,
  SYSVAR_CLOCK_PUBKEY,
  SYSVAR_RENT_PUBKEY,
  SystemProgram,
  TransactionInstruction,
  type VersionedTransaction,
} from '@solana/web3.js';
import { EXTENDED, setExtended } from './scene-2022';
import { BASE64, SOL, build, keypair, transfer, wire } from './support';

/** The same things done on a chain: what cases ask about. */
export type Scene = {
  readonly url: string;
  /** Signatures of a transfer, a failure, the making of a mint and a transfer of tokens. */
  readonly transferred: string;
  readonly failed: string;
  readonly missing: string;
  readonly minted: string;
  readonly moved: string;
  /** The same of a Token-2022 mint with extensions, of accounts, of guards, of a transfer with a fee. */
  readonly extended: readonly string[];
  /** Transactions that are not sent. */
  readonly unsent: Readonly<
    Record<'fine' | 'tooMuch' | 'stale' | 'unsigned' | 'again' | 'poor' | 'inDebt', string>
  >;
  readonly message: string;
  readonly block: number;
};

type Request = (scene: Scene) => readonly [method: string, params: readonly unknown[]];
type Case = { readonly name: string; readonly request: Request };

const payer = keypair('payer');
const mint = keypair('mint');
const other = keypair('other').publicKey;
const account = getAssociatedTokenAddressSync(mint.publicKey, payer.publicKey);
const theirs = getAssociatedTokenAddressSync(mint.publicKey, other);
const nonce = keypair('nonce');
const k = { commitment: 'confirmed' };
const SYSTEM = SystemProgram.programId.toBase58();

/** Does it all on the chain at a URL. */
export async function setScene(url: string): Promise<Scene> {
  const connection = new Connection(url, 'confirmed');
  // By asking, not by a subscription: web3.js goes on calling a validator that has been stopped.
  const confirm = async (signature: string): Promise<string> => {
    for (;;) {
      const { value } = await connection.getSignatureStatus(signature);
      if (value?.confirmationStatus === 'confirmed' || value?.confirmationStatus === 'finalized')
        return signature;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await confirm(await connection.requestAirdrop(payer.publicKey, 10 * SOL));
  const made = (instructions: TransactionInstruction[], signers = [payer]) =>
    build(connection, instructions, signers);
  const sent = async (transaction: VersionedTransaction, skipPreflight = false) =>
    confirm(await connection.sendTransaction(transaction, { skipPreflight }));
  const fine = await made([transfer(payer, other, SOL)]);
  const transferred = await sent(fine);
  const failed = await sent(await made([transfer(payer, other, 1_000 * SOL)]), true);
  const call = new TransactionInstruction({ programId: keypair('no program').publicKey, keys: [] });
  const missing = await sent(await made([call]), true);
  const minted = await sent(await made(await mintTokens(connection), [payer, mint, nonce]));
  const moved = await sent(await made(moveTokens()));
  const extended = await setExtended(connection, payer.publicKey, async (instructions, ...signers) =>
    sent(await made(instructions, [payer, ...signers])),
  );
  const unsigned = await made([transfer(payer, other, 7)]);
  unsigned.signatures[0] = new Uint8Array(64);
  const next = await made([transfer(payer, other, 2 * SOL)]);
  const block =
    (await connection.getTransaction(transferred, { maxSupportedTransactionVersion: 0 }))?.slot ?? 0;
  return {
    url,
    transferred,
    failed,
    missing,
    minted,
    moved,
    extended,
    block,
    message: Buffer.from(next.message.serialize()).toString('base64'),
    unsent: {
      fine: wire(next),
      tooMuch: wire(await made([transfer(payer, other, 2_000 * SOL)])),
      stale: wire(await build(connection, [transfer(payer, other, 1)], [payer], payer.publicKey.toBase58())),
      unsigned: wire(unsigned),
      again: wire(fine),
      poor: wire(await made([transfer(payer, other, 1)], [keypair('poor'), payer])),
      inDebt: wire(await made([transfer(payer, keypair('in debt').publicKey, 10)])),
    },
  };
}

async function mintTokens(connection: Connection): Promise<TransactionInstruction[]> {
  const { publicKey } = payer;
  const rent = (space: number) => connection.getMinimumBalanceForRentExemption(space);
  const open = SystemProgram.createAccount({
    fromPubkey: publicKey,
    newAccountPubkey: mint.publicKey,
    lamports: await rent(82),
    space: 82,
    programId: TOKEN_PROGRAM_ID,
  });
  return [
    open,
    createInitializeMint2Instruction(mint.publicKey, 6, publicKey, null),
    createAssociatedTokenAccountInstruction(publicKey, account, publicKey, mint.publicKey),
    createMintToInstruction(mint.publicKey, account, publicKey, 1_234_567),
    ...SystemProgram.createNonceAccount({
      fromPubkey: publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: publicKey,
      lamports: await rent(80),
    }).instructions,
  ];
}

function moveTokens(): TransactionInstruction[] {
  return [
    createAssociatedTokenAccountInstruction(payer.publicKey, theirs, other, mint.publicKey),
    createTransferCheckedInstruction(account, mint.publicKey, theirs, payer.publicKey, 1_000, 6),
    createApproveInstruction(account, other, payer.publicKey, 500),
  ];
}

function same(method: string, ...params: unknown[]): Case {
  return { name: `${method} ${JSON.stringify(params)}`.slice(0, 110), request: () => [method, params] };
}

function of(name: string, request: Request): Case {
  return { name, request };
}

const accountCases = [payer.publicKey, mint.publicKey, account, keypair('none').publicKey].flatMap((key) =>
  ['base64', 'jsonParsed'].map((encoding) => same('getAccountInfo', key.toBase58(), { ...k, encoding })),
);
const transactionCases = (['transferred', 'failed', 'missing', 'minted', 'moved'] as const).flatMap((which) =>
  ['json', 'jsonParsed'].map((encoding) =>
    of(`getTransaction of what ${which} as ${encoding}`, (scene) => [
      'getTransaction',
      [scene[which], { ...k, encoding, maxSupportedTransactionVersion: 0 }],
    ]),
  ),
);
const extendedCases = [
  ...[0, 1, 2, 3].map((index) =>
    of(`getTransaction ${index} of Token-2022 as jsonParsed`, ({ extended }) => [
      'getTransaction',
      [extended[index], { ...k, encoding: 'jsonParsed', maxSupportedTransactionVersion: 0 }],
    ]),
  ),
  ...[EXTENDED.mint, EXTENDED.guarded].map((address) =>
    same('getAccountInfo', address, { ...k, encoding: 'jsonParsed' }),
  ),
  same(
    'getTokenAccountsByOwner',
    EXTENDED.other,
    { programId: EXTENDED.program },
    { ...k, encoding: 'jsonParsed' },
  ),
];
const sendCases = (['tooMuch', 'stale', 'unsigned', 'again', 'poor', 'inDebt'] as const).flatMap((which) => [
  of(`sendTransaction, preflight of ${which}`, ({ unsent }) => [
    'sendTransaction',
    [unsent[which], { encoding: BASE64, preflightCommitment: 'confirmed' }],
  ]),
  of(`simulateTransaction of ${which}`, ({ unsent }) => [
    'simulateTransaction',
    [unsent[which], { ...k, encoding: BASE64, sigVerify: which === 'unsigned' }],
  ]),
]);
const accounts = { encoding: BASE64, addresses: [other.toBase58(), keypair('none').publicKey.toBase58()] };

export const cases: readonly Case[] = [
  same('getHealth'),
  same('getVersion'),
  same('getEpochInfo', k),
  same('getEpochSchedule'),
  same('getLatestBlockhash', k),
  same('isBlockhashValid', SYSTEM, k),
  same('getMinimumBalanceForRentExemption', 0),
  same('getMinimumBalanceForRentExemption', 176),
  same('getBalance', other.toBase58(), k),
  same('getBalance', 'xx'),
  same('getBalance', 5),
  same('getBalance'),
  same('getBalance', SYSTEM, { ...k, minContextSlot: 99_999_999 }),
  ...accountCases,
  same('getAccountInfo', nonce.publicKey.toBase58(), { ...k, encoding: 'jsonParsed' }),
  ...[SYSVAR_CLOCK_PUBKEY, SYSVAR_RENT_PUBKEY].map((key) =>
    same('getAccountInfo', key.toBase58(), { ...k, encoding: 'jsonParsed' }),
  ),
  same('getAccountInfo', mint.publicKey.toBase58(), {
    ...k,
    encoding: 'base58',
    dataSlice: { offset: 36, length: 9 },
  }),
  same('getAccountInfo', account.toBase58(), k),
  same('getAccountInfo', SYSTEM, { ...k, encoding: 'bad' }),
  same('getMultipleAccounts', [account.toBase58(), keypair('none').publicKey.toBase58()], k),
  same(
    'getMultipleAccounts',
    Array.from({ length: 101 }, () => SYSTEM),
    k,
  ),
  same('getProgramAccounts', TOKEN_PROGRAM_ID.toBase58(), {
    ...k,
    encoding: BASE64,
    withContext: true,
    filters: [{ dataSize: 165 }, { memcmp: { offset: 32, bytes: other.toBase58() } }],
  }),
  same('getProgramAccounts', SYSTEM, { filters: [{ bad: 1 }] }),
  same('getTokenAccountBalance', account.toBase58(), k),
  same('getTokenAccountBalance', mint.publicKey.toBase58(), k),
  same('getTokenSupply', mint.publicKey.toBase58(), k),
  same('getTokenSupply', SYSTEM, k),
  same('getTokenLargestAccounts', mint.publicKey.toBase58(), k),
  same(
    'getTokenAccountsByOwner',
    payer.publicKey.toBase58(),
    { mint: mint.publicKey.toBase58() },
    { ...k, encoding: 'jsonParsed' },
  ),
  same('getTokenAccountsByOwner', payer.publicKey.toBase58(), { programId: SYSTEM }, k),
  same('getTokenAccountsByOwner', payer.publicKey.toBase58(), {}, k),
  same(
    'getTokenAccountsByDelegate',
    other.toBase58(),
    { mint: mint.publicKey.toBase58() },
    { ...k, encoding: BASE64 },
  ),
  of('getFeeForMessage', ({ message }) => ['getFeeForMessage', [message, k]]),
  ...transactionCases,
  ...extendedCases,
  of('getTransaction, base64', ({ minted }) => ['getTransaction', [minted, { commitment: 'processed' }]]),
  same('getTransaction', '1'.repeat(64), k),
  same('getTransaction', 'x', k),
  of('getSignatureStatuses', ({ transferred, failed }) => [
    'getSignatureStatuses',
    [[transferred, failed, '1'.repeat(64)]],
  ]),
  same('getSignaturesForAddress', payer.publicKey.toBase58(), { ...k, limit: 3 }),
  of('getSignaturesForAddress, before and until', ({ moved, transferred }) => [
    'getSignaturesForAddress',
    [payer.publicKey.toBase58(), { ...k, before: moved, until: transferred }],
  ]),
  same('getSignaturesForAddress', SYSTEM, { ...k, limit: 1_001 }),
  of('getBlock without transactions', ({ block }) => [
    'getBlock',
    [block, { ...k, transactionDetails: 'none', rewards: false }],
  ]),
  same('getBlock', 99_999_999, k),
  same('getBlockTime', 99_999_999),
  ...sendCases,
  of('simulateTransaction with accounts', ({ unsent }) => [
    'simulateTransaction',
    [unsent.fine, { ...k, encoding: BASE64, accounts, innerInstructions: true }],
  ]),
  of('simulateTransaction with another blockhash', ({ unsent }) => [
    'simulateTransaction',
    [unsent.stale, { ...k, encoding: BASE64, replaceRecentBlockhash: true }],
  ]),
  of('simulateTransaction with contradicting checks', ({ unsent }) => [
    'simulateTransaction',
    [unsent.fine, { encoding: BASE64, replaceRecentBlockhash: true, sigVerify: true }],
  ]),
  same('sendTransaction', 'AAAA', { encoding: BASE64 }),
  same('sendTransaction', '1', { encoding: 'jsonParsed' }),
  same('sendTransaction', 'A'.repeat(5_000), { encoding: BASE64 }),
  same('getInflationReward', [SYSTEM]),
  same('getRecentBlockhash'),
  same('nope'),
];
