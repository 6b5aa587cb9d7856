import * as sdk from '@tenure/sdk';
import {
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createInitializeTransferHookInstruction,
  createUpdateTransferHookInstruction,
} from '@solana/spl-token';
import { type AccountMeta, ComputeBudgetProgram, PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import { type TokenOptions, TokenScenario, scenario } from './scenario';

const { authority, beneficiary, payroll, stranger } = people;
/** Takes whatever it is called with and changes nothing: a hook that lets every transfer pass. */
const WILLING = ComputeBudgetProgram.programId;
/** Logs who signed, and refuses unless every account did: a hook that lets none pass. */
const REFUSING = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

function account(pubkey: PublicKey, isWritable = false): AccountMeta {
  return { pubkey, isSigner: false, isWritable };
}

/** A funded plan for a mint whose hook the stranger may change. */
function hooked(program: PublicKey, options: TokenOptions = {}): TokenOptions {
  const initialize = (mint: PublicKey) =>
    createInitializeTransferHookInstruction(mint, stranger.publicKey, program, TOKEN_2022_PROGRAM_ID);
  const extensions = [{ kind: 'other', type: ExtensionType.TransferHook, initialize } as const];
  return { mint: { extensions }, risks: ['transferHook'], funding: 0n, ...options };
}

/** Tokens minted straight into the vault: no transfer, no hook. */
function fill(test: TokenScenario, amount = 2_000n): void {
  test.world.open(test.mint, test.plan.address, amount);
}

/** Has a hook ask for more accounts, as hooks do: by a list at an address of its own. */
function askFor(test: TokenScenario, program: PublicKey, extra: AccountMeta[]): PublicKey {
  const [list] = PublicKey.findProgramAddressSync(
    [Buffer.from('extra-account-metas'), test.mint.address.toBuffer()],
    program,
  );
  const entries = extra.map(({ pubkey, isSigner, isWritable }) =>
    Buffer.concat([Buffer.from([0]), pubkey.toBuffer(), Buffer.from([Number(isSigner), Number(isWritable)])]),
  );
  const head = Buffer.from([105, 37, 101, 197, 75, 251, 102, 26, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32LE(4 + 35 * extra.length, 8);
  head.writeUInt32LE(extra.length, 12);
  const data = Buffer.concat([head, ...entries]);
  test.world.chain.setAccount(list, {
    data,
    owner: program,
    executable: false,
    lamports: Number(test.world.chain.rent(data.length)),
  });
  return list;
}

/** Who the called program says has signed. */
function signersSeen(logs: readonly string[]): string[] {
  const from = logs.indexOf('Program log: Signed by:');
  expect(from, 'the program was called').to.be.at.least(0);
  const rest = logs.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith('Program log: '));
  return rest.slice(0, end).map((line) => line.slice('Program log: '.length));
}

describe('transfer hooks: a hook that lets transfers pass', () => {
  scenario(
    'is called with every movement of tokens, given its program',
    (test) => {
      const transferAccounts = [account(WILLING)];
      const source = test.world.open(test.mint, stranger.publicKey, 5_000n);
      const calls = [test.run(test.fund(5_000n, { source, transferAccounts }), stranger)];
      const grant = test.issue({ withholdingBps: 5_000 });
      test.at(2_000);
      calls.push(test.run(test.claim(grant, { transferAccounts }), beneficiary));
      calls.push(test.run(test.withdraw(1_000n, transferAccounts), authority));
      const collect = test.collectWithheld(1_000n);
      collect.keys.push(...transferAccounts);
      calls.push(test.run(collect, payroll));
      const { address: plan, rentRecipient } = test.plan;
      test.seal();
      test.run(sdk.closeGrant({ signer: beneficiary.publicKey, plan, grant, rentRecipient }), beneficiary);
      const close = test.closePlan();
      close.keys.push(...transferAccounts);
      calls.push(test.run(close, authority));
      for (const { logs } of calls) expect(logs).to.include(`Program ${WILLING.toBase58()} invoke [3]`);
    },
    hooked(WILLING),
  );

  scenario(
    'fails cleanly without its program, and pays all once it is given',
    (test) => {
      fill(test);
      const grant = test.issue();
      test.at(500);
      test.refuse(test.claim(grant), 'MissingAccount', beneficiary);
      test.refuse(test.claim(grant, { transferAccounts: [account(REFUSING)] }), 'MissingAccount', beneficiary);
      test.at(2_000);
      test.run(test.claim(grant, { claimant: stranger.publicKey, transferAccounts: [account(WILLING)] }), stranger);
      expect(test.tokens()).to.equal(2_000n);
    },
    hooked(WILLING),
  );

  scenario(
    'gets the accounts that it asks for, and those only',
    (test) => {
      fill(test);
      const grant = test.issue();
      const wanted = [account(keypair('hook state').publicKey, true), account(keypair('hook registry').publicKey)];
      const list = askFor(test, WILLING, wanted);
      test.at(2_000);
      const all = [account(WILLING), account(list), ...wanted];
      for (const missing of wanted) {
        const transferAccounts = all.filter((meta) => meta !== missing);
        // The interface of transfer hooks numbers its errors by a hash, which has no name here.
        test.refuse(test.claim(grant, { transferAccounts }), 'Unknown', beneficiary);
      }
      test.run(
        test.claim(grant, { transferAccounts: [...all, account(keypair('not asked for').publicKey)] }),
        beneficiary,
      );
      expect(test.tokens()).to.equal(2_000n);
    },
    hooked(WILLING),
  );
});

describe('transfer hooks: a hook that refuses', () => {
  scenario(
    'stops claims, not vesting: when its owner lets go, all is paid',
    (test) => {
      fill(test);
      const grant = test.issue();
      const transferAccounts = [account(REFUSING)];
      test.at(1_000);
      test.refuse(test.claim(grant, { transferAccounts }), 'MissingRequiredSignature', beneficiary);
      test.at(3_000);
      const off = createUpdateTransferHookInstruction(
        test.mint.address,
        stranger.publicKey,
        PublicKey.default,
        [],
        TOKEN_2022_PROGRAM_ID,
      );
      test.run(off, stranger);
      expect(test.collect(grant)).to.equal(2_000n);
    },
    hooked(REFUSING),
  );

  scenario(
    "sees no signature, neither the plan's nor that of an account which it asked for as a signer",
    (test) => {
      fill(test);
      const grant = test.issue();
      const list = askFor(test, REFUSING, [{ ...account(beneficiary.publicKey), isSigner: true }]);
      test.at(2_000);
      const call = test.claim(grant, { transferAccounts: [account(REFUSING), account(list)] });
      call.keys.push({ pubkey: beneficiary.publicKey, isSigner: true, isWritable: false });
      const { logs } = test.refuse(call, 'MissingRequiredSignature', beneficiary);
      expect(signersSeen(logs)).to.deep.equal([]);
    },
    hooked(REFUSING),
  );

  scenario(
    'that would call back into the program is stopped by the runtime',
    (test) => {
      fill(test);
      const grant = test.issue();
      test.at(2_000);
      test.refuse(
        test.claim(grant, { transferAccounts: [account(sdk.PROGRAM_ID)] }),
        'ReentrancyNotAllowed',
        beneficiary,
      );
    },
    hooked(sdk.PROGRAM_ID),
  );
});

describe('transfer hooks: what the token program gets', () => {
  it('is signed by the owner of the source alone, whatever else signs the transaction', () => {
    const test = new TokenScenario(hooked(WILLING));
    fill(test, 9_000n);
    const source = test.world.open(test.mint, stranger.publicKey, 100n);
    const grant = test.issue({ withholdingBps: 5_000 });
    test.at(1_000);
    test.run(test.claim(grant, { transferAccounts: [account(WILLING)] }), beneficiary);
    const cosigner = keypair('cosigner');
    const calls = [
      { call: test.claim(grant), signer: beneficiary, seen: test.plan.address },
      { call: test.withdraw(1n), signer: authority, seen: test.plan.address },
      { call: test.collectWithheld(1n), signer: payroll, seen: test.plan.address },
      { call: test.fund(1n, { source }), signer: stranger, seen: stranger.publicKey },
    ];
    // In the token program's place, a program that tells who has signed what it is called with.
    const teller = test.world.chain.account(REFUSING);
    if (teller === null) throw new Error('there is no memo program');
    test.world.chain.addProgram(TOKEN_2022_PROGRAM_ID, teller.data);
    test.at(2_000);
    for (const { call, signer, seen } of calls) {
      for (const { publicKey } of [signer, cosigner])
        call.keys.push({ pubkey: publicKey, isSigner: true, isWritable: true });
      const { logs } = test.refuse(call, 'MissingRequiredSignature', signer, cosigner);
      expect(signersSeen(logs)).to.deep.equal([seen.toBase58()]);
    }
  });
});
