/** Where a JSON answer comes from, and the secrets that asking for it takes. */
import { z } from 'zod';
import { OracleError } from '../oracle-error';
import { word } from '../fields';

/** A header or query parameter whose value is in an environment variable, never in the configuration. */
export const secret = z.strictObject({
  in: z.enum(['header', 'query']),
  name: word.regex(/^[\w-]+$/, 'must be letters, digits, - and _'),
  variable: word.describe('The name of the environment variable, such as BILLING_TOKEN'),
});

type Secret = z.infer<typeof secret>;

const SECRET_NAME = /(?:^|[-_])(?:api_?key|key|token|secret|password|signature|sig|auth)$/i;
const SECRET_CAMEL_NAME = /[a-z](?:Key|Token|Secret|Password|Signature)$/;

/** Whether a document is an address, and no file. */
export function isHttpAddress(document: string): boolean {
  return /^https?:/i.test(document);
}

/** What is wrong with a document and the secrets for it, in words; undefined if nothing. */
export function endpointIssue(document: string, secrets: readonly Secret[]): string | undefined {
  if (!isHttpAddress(document)) return secrets.length > 0 ? 'must be an address where secrets are sent' : undefined;
  if (!URL.canParse(document)) return 'must be a valid address';
  const { username, password, protocol, hostname, searchParams } = new URL(document);
  if (username !== '' || password !== '') return 'must hold no user and no password: use secrets';
  const named = [...searchParams.keys()].find((name) => SECRET_NAME.test(name) || SECRET_CAMEL_NAME.test(name));
  if (named !== undefined) return `must not hold ${named}, which looks secret: use secrets`;
  const isSecure = protocol === 'https:' || /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return isSecure || secrets.length === 0 ? undefined : 'must be https where secrets are sent';
}

/** The address and headers with the secrets filled in. Errors: VariableMissing, VariableInvalid. */
export function withSecrets(
  url: string,
  secrets: readonly Secret[],
  env: Readonly<Record<string, string | undefined>>,
): { url: string; headers: Record<string, string>; values: string[] } {
  const address = new URL(url);
  const headers: Record<string, string> = {};
  const values = secrets.map(({ in: place, name, variable }) => {
    const value = env[variable] ?? '';
    if (value === '') {
      throw new OracleError(
        'VariableMissing',
        `The environment variable ${variable} is not set`,
        `Set it to the value of the ${place === 'header' ? 'header' : 'query parameter'} ${name}.`,
      );
    }
    if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value)) {
      throw new OracleError(
        'VariableInvalid',
        `The environment variable ${variable} has a line break or another character that can't be sent`,
        'Set it anew.',
      );
    }
    if (place === 'header') headers[name] = value;
    else address.searchParams.set(name, value);
    return value;
  });
  return { url: address.href, headers, values };
}

/** Evidence is published, so it must not repeat a secret. Error: SecretInEvidence. */
export function checkNoSecret(evidence: Uint8Array, values: readonly string[]): void {
  const answer = Buffer.from(evidence);
  // Of `Bearer abc` the last word is the secret.
  if (!values.some((value) => answer.includes(value.split(' ').at(-1) ?? value))) return;
  throw new OracleError(
    'SecretInEvidence',
    'The answer repeats a secret that was sent for it, so it can be no evidence',
    'Use another endpoint, one that does not echo its request.',
  );
}
