import catalogue from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { translator } from '../../../src/core/text/catalogue.ts';

/** The English texts. */
export const t = translator(catalogue);
