/** JSONPath (RFC 9535) on parsed JSON that keeps every digit. Nothing in a path is executed. */
import { compile, JSONPathError, type JSONValue } from 'json-p3';
import { OracleError } from '../oracle-error';
import { isNumber, own, tooDeep } from './json';

/** Whether a text is a JSONPath. */
export function isJsonPath(text: string): boolean {
  try {
    compile(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The only value at a path. A filter compares numbers as doubles; the value itself is the exact one. Errors:
 * PathMatchesNothing, PathAmbiguous, PathFailed and JsonTooDeep where the JSON is too deep.
 */
export function valueAt(json: unknown, path: string): unknown {
  const [location, ...more] = locationsOf(json, path);
  if (location === undefined) {
    throw new OracleError('PathMatchesNothing', `Nothing is at ${path}`, 'Check the path against the JSON.');
  }
  if (more.length > 0) {
    throw new OracleError(
      'PathAmbiguous',
      `${more.length + 1} values are at ${path}`,
      'Change the path so that it leads to one.',
    );
  }
  return location.reduce<unknown>(step, json);
}

function locationsOf(json: unknown, path: string): (string | number)[][] {
  try {
    return compile(path).query(plain(json)).locations();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep('The JSON');
    if (!(error instanceof JSONPathError)) throw error;
    throw new OracleError('PathFailed', `${path} fails: ${error.message}`, 'Write a path without .. in it.');
  }
}

function step(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return typeof value === 'object' && value !== null ? own({ ...value }, String(key)) : undefined;
}

/** The same JSON with numbers as doubles, for the filters of a path. */
function plain(value: unknown): JSONValue {
  if (isNumber(value)) return Number(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
