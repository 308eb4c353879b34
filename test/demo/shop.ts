import { type PageContent, type PageOptions, SHOP_KEY } from './layout.ts';

export const SHOP = 'http://shop.example.test';
export const CHECKOUT = 'http://checkout.example-pay.test';
export const WIDGET = 'http://widget.partner.test';

const APP_ID = 'mR0bXk2vQ9sL4tYw7uZc1aEd5fG=';

const field = (name: string, label: string, type = 'text') =>
  `<label>${label}<input name="${name}" type="${type}" required></label>`;

/** Calls that use a value of the page's own address. */
const withEmail = (calls: string) =>
  `var email = new URLSearchParams(location.search).get('email');\n${calls}`;

/** The demo shop, which uses Kissmetrics as it should be used. */
export function shopPage(path: string, options: PageOptions): PageContent | undefined {
  const pass = `gen=${options.generation}&lib=${options.loading}`;
  const pages: Readonly<Record<string, PageContent>> = {
    '/': {
      name: 'home',
      title: 'Fern & Field',
      script: `_kmq.push(['record', 'Viewed Home']);
_kmq.push(function () {
  addEventListener('DOMContentLoaded', link);
  if (document.readyState !== 'loading') link();
  function link() {
    document.getElementById('checkout').href =
      '${CHECKOUT}/?kmi=' + encodeURIComponent(KM.i()) + '&${pass}';
  }
});`,
      body: `<h1>Plants that forgive you.</h1>
<p>Thirty kinds of houseplants that live through holidays, dark corners and good intentions.</p>
<div class="goods"><div><b>Snake plant</b>from 19</div><div><b>Pothos</b>from 12</div><div><b>ZZ plant</b>from 24</div></div>
<a class="button" id="to-signup" href="/signup">Sign up</a> <a class="button" id="checkout" href="#">Check out</a>`,
    },
    '/signup': {
      name: 'signup',
      title: 'Sign up',
      script: `_kmq.push(['record', 'Viewed Sign-up']);`,
      body: `<h1>Make an account</h1><form action="/welcome">${field('email', 'E-mail address', 'email')}<button id="submit">Sign up</button></form>`,
    },
    '/welcome': {
      name: 'welcome',
      title: 'Welcome',
      script: withEmail(`_kmq.push(['identify', email]);
_kmq.push(['record', 'Signed Up', { Plan: 'Free' }]);
_kmq.push(['set', { Newsletter: 'yes' }]);`),
      body: '<h1>Welcome!</h1><p>Your account is ready. Your first plant is on its way.</p>',
    },
    '/login': {
      name: 'login',
      title: 'Log in',
      body: `<h1>Welcome back</h1><form action="/members">${field('email', 'E-mail address', 'email')}<button id="submit">Log in</button></form>`,
    },
    '/members': {
      name: 'members',
      title: 'Members',
      script: withEmail(`_kmq.push(['identify', email]);
_kmq.push(['record', 'Logged In']);`),
      body: '<h1>Good to see you</h1><p>Your plants are doing fine.</p>',
    },
    '/logout': {
      name: 'logout',
      title: 'Log out',
      script: `_kmq.push(['record', 'Logged Out']);
_kmq.push(['clearIdentity']);`,
      body: '<h1>See you soon</h1><p>You are logged out.</p>',
    },
    '/account': {
      name: 'account',
      title: 'Account',
      body: `<h1>Account</h1><form action="/changed">${field('email', 'New e-mail address', 'email')}<button id="submit">Change</button></form>`,
    },
    '/changed': {
      name: 'changed',
      title: 'Account changed',
      // The identity stays what it was: an e-mail address that changes is a property.
      script: withEmail(`_kmq.push(['set', { Email: email }]);`),
      body: '<h1>Changed</h1><p>We will write to your new address.</p>',
    },
    '/contact': {
      name: 'contact',
      title: 'Contact',
      script: `_kmq.push(['trackSubmit', 'contact', 'Contacted']);`,
      body: `<h1>Write to us</h1><form id="contact" action="/thanks">${field('email', 'E-mail address', 'email')}${field('topic', 'Topic')}<button id="submit">Send</button></form>`,
    },
    '/thanks': {
      name: 'thanks',
      title: 'Thanks',
      script: `_kmq.push(['record', 'Viewed Thanks']);`,
      body: '<h1>Thank you</h1><p>We answer within a day.</p>',
    },
    '/framed': {
      name: 'framed',
      title: 'Reviews',
      // The frame begins after the page's own request, so that the order of the two is certain.
      script: `addEventListener('message', function (event) {
  document.documentElement.dataset.widget = event.data;
});
_kmq.push(['record', 'Viewed Reviews', {}, function () {
  document.querySelector('iframe').src = '${WIDGET}/?${pass}';
}]);`,
      body: `<h1>Reviews</h1><iframe title="Reviews"></iframe>`,
    },
    '/app': {
      name: 'app',
      title: 'Our app',
      // The app has made an anonymous ID of its own: it is one more of the same customer.
      script: `_kmq.push(['identify', 'ann@example.com']);
_kmq.push(['alias', 'ann@example.com', '${APP_ID}']);
_kmq.push(['record', 'Connected App']);`,
      body: '<h1>Your app is connected</h1><p>It will remind you to water nothing on Sundays.</p>',
    },
    '/direct': {
      name: 'direct',
      title: 'Direct calls',
      body: `<h1>Direct</h1><button id="go" onclick="KM.record('Clicked'); KM.identify('dan@example.com'); KM.record('Done');">Go</button>`,
    },
    '/early': {
      name: 'early',
      title: 'First request',
      head: `<script>new Image(1, 1).src = 'http://trk.kissmetrics.io/e?_k=${SHOP_KEY}&_p=early-bird&_n=First+Script';</script>`,
      script: `_kmq.push(['record', 'Viewed Early']);`,
      body: '<h1>Early</h1>',
    },
    '/plain': {
      name: 'plain',
      title: 'Imprint',
      apiKey: null,
      body: '<h1>Imprint</h1><p>No analytics on this page.</p>',
    },
  };
  return Object.hasOwn(pages, path) ? pages[path] : undefined;
}

export const checkoutPage: PageContent = {
  name: 'checkout',
  menu: false,
  title: 'Check out',
  script: `_kmq.push(['record', 'Viewed Checkout']);`,
  body: '<h1>Check out</h1><p>Three plants, one box.</p>',
};

export const widgetPage: PageContent = {
  name: 'widget',
  title: 'Reviews',
  apiKey: 'partner-widget-key',
  bare: true,
  script: `_kmq.push(['record', 'Viewed Widget', {}, function () {
  parent.postMessage('answered', '*');
}]);`,
  body: '<p>★★★★★ “Still alive.”</p>',
};
