/** Orders in which things are done. */

/** Every order of some things. */
export function everyOrder<T>(things: readonly T[]): T[][] {
  if (things.length <= 1) return [[...things]];
  return things.flatMap((first, index) => {
    const others = [...things.slice(0, index), ...things.slice(index + 1)];
    return everyOrder(others).map((rest) => [first, ...rest]);
  });
}

/**
 * Orders of an even number of things, as many as there are things, in which each comes directly before each other exactly
 * once, and once in each place: a Williams design.
 */
export function everyNeighbor<T>(things: readonly T[]): T[][] {
  const count = things.length;
  if (count % 2 !== 0) throw new RangeError(`There must be an even number of things, not ${count}.`);
  // 0, 1, n - 1, 2, n - 2, ...: each step is another one, so shifting all of it gives every pair once.
  const zigzag = things.map((_, place) => (place % 2 === 1 ? (place + 1) / 2 : (count - place / 2) % count));
  return things.map((_, shift) =>
    zigzag.flatMap((place) => things.slice((place + shift) % count, ((place + shift) % count) + 1)),
  );
}
