import { HANDSHAKE } from '../protocol/claims.ts';
import { connect } from './channel.ts';
import { watchPage } from './page.ts';

if (!HANDSHAKE.isLate()) {
  let look = (): void => {};
  const claim = connect(() => look());
  look = watchPage(claim);
}
