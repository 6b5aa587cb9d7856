import { useNow } from '@/shared/chain';
import { Badge, Row } from '@/shared/ui';
import type { Holding } from './grant';
import { grantStanding } from './worth';

/** A grant's number and how it stands, at the head of its page. */
export function GrantTitle({ holding: { plan, grant } }: { holding: Holding }) {
  const { word, tone } = grantStanding(plan, grant, useNow(5));
  return (
    <Row>
      Grant {grant.grantId.toString()} <Badge tone={tone}>{word}</Badge>
    </Row>
  );
}
