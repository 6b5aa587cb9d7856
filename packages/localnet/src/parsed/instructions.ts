/** Instructions in the form that the encoding jsonParsed has: those of the programs that wallets show. */
import bs58 from 'bs58';
import { MEMO_PROGRAMS, SYSTEM_PROGRAM, TOKEN_PROGRAMS } from '../ledger/account';
import type { Json, JsonObject } from '../json';
import { keyAt, type Call, type Parsed } from './call';
import { parseExtensionCall } from './extension-instructions';
import { parseToken } from './token-instructions';

const ATA_PROGRAM = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';

/** The instruction parsed, or as its accounts and bytes where its program is not one of those. */
export function parseInstruction(call: Call, stackHeight: number): JsonObject {
  const { programId, accounts, data } = call;
  const found = tryParse(call);
  if (found) return { ...found, programId, stackHeight };
  return { accounts, data: bs58.encode(data), programId, stackHeight };
}

function tryParse(call: Call): { program: string; parsed: Json } | null {
  const { programId, data } = call;
  if (MEMO_PROGRAMS.includes(programId)) return { program: 'spl-memo', parsed: data.toString('utf8') };
  try {
    if (programId === SYSTEM_PROGRAM) return named('system', parseSystem(call));
    if (programId === ATA_PROGRAM) return named('spl-associated-token-account', parseAssociated(call));
    if (!TOKEN_PROGRAMS.includes(programId)) return null;
    // Both token programs go by one name here; their accounts go by two.
    return named('spl-token', parseToken(call) ?? parseExtensionCall(call));
  } catch {
    // Data shorter than its kind needs.
    return null;
  }
}

function named(program: string, parsed: Parsed | null): { program: string; parsed: Json } | null {
  return parsed && { program, parsed: { info: parsed.info, type: parsed.type } };
}

function parseSystem({ accounts, data }: Call): Parsed | null {
  const [first, second] = accounts;
  switch (data.readUInt32LE(0)) {
    case 0: {
      const [lamports, space, owner] = [data.readBigUInt64LE(4), data.readBigUInt64LE(12), keyAt(data, 20)];
      return { type: 'createAccount', info: { lamports, newAccount: second, owner, source: first, space } };
    }
    case 1:
      return { type: 'assign', info: { account: first, owner: keyAt(data, 4) } };
    case 2:
      return {
        type: 'transfer',
        info: { destination: second, lamports: data.readBigUInt64LE(4), source: first },
      };
    case 4:
      return {
        type: 'advanceNonce',
        info: { nonceAccount: first, nonceAuthority: accounts[2], recentBlockhashesSysvar: second },
      };
    case 5: {
      const [, destination, recentBlockhashesSysvar, rentSysvar, nonceAuthority] = accounts;
      const lamports = data.readBigUInt64LE(4);
      const info = {
        destination,
        lamports,
        nonceAccount: first,
        nonceAuthority,
        recentBlockhashesSysvar,
        rentSysvar,
      };
      return { type: 'withdrawFromNonce', info };
    }
    case 6: {
      const [, recentBlockhashesSysvar, rentSysvar] = accounts;
      const info = {
        nonceAccount: first,
        nonceAuthority: keyAt(data, 4),
        recentBlockhashesSysvar,
        rentSysvar,
      };
      return { type: 'initializeNonce', info };
    }
    case 7:
      return {
        type: 'authorizeNonce',
        info: { newAuthorized: keyAt(data, 4), nonceAccount: first, nonceAuthority: second },
      };
    case 8:
      return { type: 'allocate', info: { account: first, space: data.readBigUInt64LE(4) } };
    default:
      return null;
  }
}

function parseAssociated({ accounts, data }: Call): Parsed | null {
  const type = data.length === 0 || data[0] === 0 ? 'create' : 'createIdempotent';
  if (data.length > 0 && (data[0] ?? 2) > 1) return null;
  const [source, account, wallet, mint, systemProgram, tokenProgram] = accounts;
  return { type, info: { account, mint, source, systemProgram, tokenProgram, wallet } };
}
