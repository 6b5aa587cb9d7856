/** Stopping what goes on and on, at a point where nothing is left half done. */

/**
 * Listens for Ctrl-C and for the signal to end: the first one is kept here, a second one ends the process at
 * once. For commands that look at it themselves.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    // Without a listener the signals do again what they do in every process.
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return controller.signal;
}

/** Waits so many milliseconds, or until the signal. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
