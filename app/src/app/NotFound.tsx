import { ButtonLink, PageHead, Row, Stack } from '@/shared/ui';

/** Where no page is. */
export function NotFound() {
  return (
    <Stack>
      <PageHead
        title="There is no such page"
        lede="Check the link. Pages of plans, grants and wallets end with an address; paste it to find what it stands for."
      />
      <Row>
        <ButtonLink to="/plans" look="primary">
          Look up an address
        </ButtonLink>
        <ButtonLink to="/">To the start</ButtonLink>
      </Row>
    </Stack>
  );
}
