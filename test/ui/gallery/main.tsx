import { render } from 'preact';
import german from '../../../public/_locales/de/messages.json';
import messages from '../../../public/_locales/en/messages.json';
import { translator } from '../../../src/core/text/catalogue.ts';
import { SpeechProvider } from '../../../src/ui/text.tsx';
import { createTimes } from '../../../src/ui/times.ts';
import { atRest, type Gallery } from './gallery.ts';
import { optionsGallery } from './options-gallery.tsx';
import { panelGallery } from './panel-gallery.tsx';
import { popupGallery } from './popup-gallery.tsx';
import { OPTIONS_STATES, PANEL_STATES, POPUP_STATES } from './states.ts';

// `panel.html?state=NAME&theme=dark&lang=de`: one view in one state, without an extension around it.
const query = new URLSearchParams(location.search);
const name = query.get('state') ?? '';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
document.documentElement.dataset.theme = theme;
const isGerman = query.get('lang') === 'de';
document.documentElement.lang = isGerman ? 'de' : 'en';
const speech = {
  t: translator(isGerman ? german : messages),
  times: createTimes(isGerman ? 'de' : 'en-GB', 'UTC'),
};

function galleryOf(): Gallery | undefined {
  const panel = PANEL_STATES[name];
  const popup = POPUP_STATES[name];
  if (location.pathname.endsWith('popup.html')) return popup && popupGallery(popup);
  const options = OPTIONS_STATES[name];
  if (location.pathname.endsWith('options.html')) return options && optionsGallery(options);
  return panel && panelGallery(panel);
}

const root = document.getElementById('root');
const gallery = galleryOf();
if (root && gallery) {
  const { View } = gallery;
  render(
    <SpeechProvider value={speech}>
      <View />
    </SpeechProvider>,
    root,
  );
  await gallery.arrive();
  await atRest();
  document.documentElement.dataset.ready = '';
} else if (root) root.textContent = `There is no state “${name}”.`;
