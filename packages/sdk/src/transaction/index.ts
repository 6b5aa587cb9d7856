/** What a transaction weighs, costs and would do. */
export * from './fees';
export * from './simulation';
export * from './size';
