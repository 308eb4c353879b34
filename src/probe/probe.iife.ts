import { connect } from './channel.ts';
import { watchPage } from './page.ts';

watchPage(connect());
