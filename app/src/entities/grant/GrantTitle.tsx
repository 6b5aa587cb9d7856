import { useNow } from '@/shared/chain';
import { Badge, Row } from '@/shared/ui';
import type { Holding } from './grant';
import { grantStatusLabel } from './grantStatusLabel';

/** A grant's number and how it stands, at the head of its page. */
export function GrantTitle({ holding: { plan, grant } }: { holding: Holding }) {
  const { label, tone } = grantStatusLabel(plan, grant, useNow(5));
  return (
    <Row>
      Grant {grant.grantId.toString()} <Badge tone={tone}>{label}</Badge>
    </Row>
  );
}
