/** Charts, drawn in SVG by React. */
export { TimeChart, type Point, type Series } from './TimeChart';
export { useWidth } from './useWidth';
