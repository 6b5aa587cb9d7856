import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createApproveInstruction,
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createInitializeTransferFeeConfigInstruction,
  createMintToInstruction,
  createTransferCheckedInstruction,
  getAssociatedTokenAddressSync,
  getMintLen,
} from '@solana/spl-token';
import { type Connection, type Keypair, type PublicKey, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import { SOL, keypair, member, onChain, result, send } from './fixture/rpc';

const other = keypair('other').publicKey;

describe('localnet: tokens', () => {
  it('tells balances, supply, holders and accounts', () =>
    onChain(async ({ connection, payer }) => {
      const { mint, account } = await openMint(connection, payer, TOKEN_PROGRAM_ID);
      await send(connection, [createApproveInstruction(account, other, payer.publicKey, 500)], [payer]);
      const balance = { amount: '1234567', decimals: 6, uiAmount: 1.234567, uiAmountString: '1.234567' };
      expect((await connection.getTokenAccountBalance(account)).value).to.deep.equal(balance);
      expect((await connection.getTokenSupply(mint)).value).to.deep.equal(balance);
      const [largest] = (await connection.getTokenLargestAccounts(mint)).value;
      expect(largest?.address.toBase58()).to.equal(account.toBase58());
      const byMint = await connection.getTokenAccountsByOwner(payer.publicKey, { mint });
      expect(byMint.value.map(({ pubkey }) => pubkey.toBase58())).to.deep.equal([account.toBase58()]);
      const parsed = await connection.getParsedTokenAccountsByOwner(payer.publicKey, {
        programId: TOKEN_PROGRAM_ID,
      });
      expect(parsed.value[0]?.account.data.parsed).to.deep.nested.include({
        type: 'account',
        'info.tokenAmount': balance,
        'info.delegate': other.toBase58(),
        'info.state': 'initialized',
      });
      expect(
        await result(connection.rpcEndpoint, 'getTokenAccountsByDelegate', [
          other.toBase58(),
          { programId: TOKEN_PROGRAM_ID.toBase58() },
          { encoding: 'jsonParsed' },
        ]),
      ).to.have.nested.property('value[0].pubkey', account.toBase58());
    }));

  it('records token balances, parsed calls and inner calls of a transaction', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const { mint, account } = await openMint(connection, payer, TOKEN_PROGRAM_ID);
      const theirs = getAssociatedTokenAddressSync(mint, other);
      const signature = await send(
        connection,
        [
          createAssociatedTokenAccountInstruction(payer.publicKey, theirs, other, mint),
          createTransferCheckedInstruction(account, mint, theirs, payer.publicKey, 1_000, 6),
        ],
        [payer],
      );
      localnet.tick();
      const parsed = await connection.getParsedTransaction(signature);
      expect(parsed?.meta?.preTokenBalances?.map(({ uiTokenAmount }) => uiTokenAmount.amount)).to.deep.equal([
        '1234567',
      ]);
      expect(parsed?.meta?.postTokenBalances?.map(({ uiTokenAmount }) => uiTokenAmount.amount)).to.have.members([
        '1000',
        '1233567',
      ]);
      expect(parsed?.transaction.message.instructions[1]).to.have.nested.property('parsed.type', 'transferChecked');
      const inner = parsed?.meta?.innerInstructions?.[0]?.instructions.map((call) => member(call, 'parsed', 'type'));
      expect(inner).to.deep.equal([
        'getAccountDataSize',
        'createAccount',
        'initializeImmutableOwner',
        'initializeAccount3',
      ]);
      expect(parsed?.meta?.logMessages?.[0]).to.match(/^Program ATokenGP\w+ invoke \[1\]$/);
    }));

  it('parses Token-2022 with its extensions', () =>
    onChain(async ({ connection, payer }) => {
      const { mint, account } = await openMint(connection, payer, TOKEN_2022_PROGRAM_ID);
      const parsedMint = (await connection.getParsedAccountInfo(mint)).value?.data;
      expect(parsedMint).to.have.property('program', 'spl-token-2022');
      expect(parsedMint).to.have.nested.property('parsed.info.extensions[0].extension', 'transferFeeConfig');
      expect(parsedMint).to.have.nested.property(
        'parsed.info.extensions[0].state.newerTransferFee.transferFeeBasisPoints',
        100,
      );
      const parsedAccount = (await connection.getParsedAccountInfo(account)).value?.data;
      expect(parsedAccount).to.have.deep.nested.property('parsed.info.extensions', [
        { extension: 'immutableOwner' },
        { extension: 'transferFeeAmount', state: { withheldAmount: 0 } },
      ]);
      expect((await connection.getTokenAccountBalance(account)).value.amount).to.equal('1234567');
    }));

  it('writes token accounts past every rule by the name of Surfpool', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const { mint } = await openMint(connection, payer, TOKEN_PROGRAM_ID);
      const write = (update: object) =>
        result(rpcUrl, 'surfnet_setTokenAccount', [other.toBase58(), mint.toBase58(), update]);
      await write({ amount: 77, delegate: payer.publicKey.toBase58(), delegatedAmount: 7 });
      await write({ state: 'frozen' });
      const account = getAssociatedTokenAddressSync(mint, other);
      expect((await connection.getParsedAccountInfo(account)).value?.data).to.deep.nested.include({
        'parsed.info.state': 'frozen',
        'parsed.info.tokenAmount.amount': '77',
        'parsed.info.delegate': payer.publicKey.toBase58(),
      });
    }));
});

/** A mint of six decimals and 1.234567 of it in the payer's associated account; Token-2022's takes a fee of 1 %. */
async function openMint(
  connection: Connection,
  payer: Keypair,
  program: PublicKey,
): Promise<{ mint: PublicKey; account: PublicKey }> {
  const mint = keypair('mint');
  const extended = program.equals(TOKEN_2022_PROGRAM_ID);
  const space = getMintLen(extended ? [ExtensionType.TransferFeeConfig] : []);
  const account = getAssociatedTokenAddressSync(mint.publicKey, payer.publicKey, false, program);
  const open = SystemProgram.createAccount({
    fromPubkey: payer.publicKey,
    newAccountPubkey: mint.publicKey,
    lamports: SOL,
    space,
    programId: program,
  });
  const { publicKey } = payer;
  const fee = () =>
    createInitializeTransferFeeConfigInstruction(mint.publicKey, publicKey, publicKey, 100, 1_000n, program);
  await send(
    connection,
    [
      open,
      ...(extended ? [fee()] : []),
      createInitializeMint2Instruction(mint.publicKey, 6, publicKey, null, program),
      createAssociatedTokenAccountInstruction(publicKey, account, publicKey, mint.publicKey, program),
      createMintToInstruction(mint.publicKey, account, publicKey, 1_234_567, [], program),
    ],
    [payer, mint],
  );
  return { mint: mint.publicKey, account };
}
