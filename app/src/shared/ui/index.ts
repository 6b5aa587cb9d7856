/** Components that every page is made of. */
export { Button, ButtonLink } from './Button';
export { Dialog, DialogActions } from './Dialog';
export { FileDrop } from './FileDrop';
export { Field, SelectField, Switch, TextAreaField, TextField } from './forms';
export { Icon } from './Icon';
export {
  Card,
  Columns,
  Facts,
  Muted,
  PageHead,
  Row,
  Stack,
  Stats,
  Table,
  type Column,
  type Fact,
  type Stat,
} from './layout';
export { Badge, Busy, Empty, Failure, Notice, Skeleton, type StatusLabel, type Tone } from './states';
export { Tabs } from './Tabs';
export { Address, CopyButton, DocumentLink, ShareBar, Time } from './values';
