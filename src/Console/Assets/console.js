// The pages work as links and forms. This adds local times, copying, dialogs, drafts, keys and live rows.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const page = document.documentElement;

// The only way from text to elements: HTML of our own renderer, from our own origin.
const policy = globalThis.trustedTypes?.createPolicy('console', { createHTML: html => html }) ?? { createHTML: html => html };
const parse = html => new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
const load = async (url, headers = {}) => {
  const answer = await fetch(url, { headers });
  return answer.ok && answer.url.startsWith(location.origin) ? parse(await answer.text()) : null;
};

// One sentence at most every 5 s for those who listen.
let told = 0;
const tell = text => {
  if (Date.now() - told < 5000) return;
  told = Date.now();
  one('[data-announced]').textContent = text;
};

// Times
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' });
const span = seconds => seconds < 60 ? `${Math.max(0, Math.floor(seconds))} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min`
  : seconds >= 172800 ? `${Math.floor(seconds / 86400)} days` : `${Math.floor(seconds / 3600)} h${seconds < 10800 && seconds % 3600 >= 60 ? ` ${Math.floor(seconds % 3600 / 60)} min` : ''}`;
function times(root = document) {
  for (const time of all('time[data-when]', root)) {
    const at = new Date(time.dateTime);
    const past = (Date.now() - at) / 1000;
    time.dataset.utc ??= time.title;
    const both = at.getTimezoneOffset() ? `${full.format(at)} · ${time.dataset.utc}` : time.dataset.utc;
    time.title = both;
    const text = time.dataset.when === 'full' ? both
      : time.dataset.when === 'ahead' ? past < 0 ? `in ${span(-past)}` : 'now'
      : past < 86400 ? `${span(past)} ago` : short.format(at);
    if (time.textContent !== text) time.textContent = text;
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  told = 0;
  tell('Copied, whole');
  button.classList.add('copied');
  setTimeout(() => button.classList.remove('copied'), 2000);
}

// Dialogs: a link to a page of confirmation opens its content here.
const dialog = one('dialog');
async function ask(link) {
  const content = await load(link.href);
  const section = content && one('#confirm', content);
  if (!section) return location.assign(link.href);
  const title = Object.assign(document.createElement('h2'), { id: 'dialog-title', textContent: one('h1', content).textContent });
  dialog.replaceChildren(title, document.adoptNode(section));
  ready(dialog);
  dialog.showModal();
  one('[data-keep]', dialog)?.focus();
}

const fill = (field, value) => { field.value = value; field.dispatchEvent(new Event('input', { bubbles: true })); field.focus(); };
document.addEventListener('click', event => {
  const target = event.target.closest('[data-copy], [data-dialog], [data-keep], [data-fill], [data-drop-drafts]');
  if (!target || event.metaKey || event.ctrlKey) return;
  const { copy: text, dropDrafts, fill: into, keep, dialog: opens } = target.dataset;
  if (text !== undefined) return copy(target);
  if (dropDrafts !== undefined) return sessionStorage.clear();
  const act = into !== undefined ? () => fill(document.getElementById(into), target.dataset.value)
    : keep !== undefined && dialog.contains(target) ? () => dialog.close()
    : opens !== undefined && dialog.showModal ? () => ask(target) : null;
  if (act) event.preventDefault();
  act?.();
});

// A row opens where nothing else is clicked or marked.
document.addEventListener('click', event => {
  const link = !event.target.closest('a, button, input, summary') && !getSelection().toString() && event.target.closest('tr[data-row]')?.querySelector('a');
  link && (event.ctrlKey || event.metaKey ? globalThis.open(link.href) : link.click());
});

// A form is sent once. Coming back to it in the history makes it whole again.
document.addEventListener('submit', event => {
  if (event.target.dataset.sent) event.preventDefault();
  else if (event.target.method === 'post') event.target.dataset.sent = 'yes';
});
addEventListener('pageshow', () => all('form[data-sent]').forEach(form => { delete form.dataset.sent; }));

// Drafts: what was typed, and the key it goes under, survive a session that ends. What else is hidden the page knows better.
const kept = field => field.name && !['password', 'checkbox', 'radio', 'file'].includes(field.type) && (field.type !== 'hidden' || field.name === 'key');
const draft = name => JSON.parse(sessionStorage.getItem(name) ?? 'null');
// A finished draft goes: a payout's is known by its key, a decision's by the path. A reload does not say "done" again.
function finish() {
  const { draftDone, dropsKey } = one('[data-draft-done]')?.dataset ?? {};
  const here = new URL(location);
  const isDone = here.searchParams.has('done');
  for (const name of Object.keys(sessionStorage)) {
    if ((dropsKey ? draft(name).key === dropsKey : name === `draft ${draftDone}`) || (isDone && name.startsWith(`draft ${here.pathname}/`))) sessionStorage.removeItem(name);
  }
  here.searchParams.delete('done');
  if (isDone) history.replaceState(history.state, '', here);
}
function drafts(root = document) {
  for (const form of all('form[data-draft]:not([data-kept])', root)) {
    form.dataset.kept = 'yes';
    const name = `draft ${form.dataset.draft}`;
    const saved = draft(name);
    const only = form.dataset.draftOnly?.split(' ');
    for (const field of saved ? [...form.elements].filter(kept) : []) {
      if (!(field.name in saved) || (only && !only.includes(field.name))) continue;
      field.value = saved[field.name];
      all(`[data-unless-restored~="${field.name}"]`).forEach(said => { said.hidden = true; });
    }
    if (saved && one('[data-restored]')) one('[data-restored]').hidden = false;
    const keep = () => sessionStorage.setItem(name, JSON.stringify(Object.fromEntries([...form.elements].filter(kept).map(field => [field.name, field.value]))));
    form.addEventListener('input', keep);
    form.addEventListener('submit', keep);
  }
}

function ready(root) {
  times(root);
  all('[data-copy][hidden]', root).forEach(button => { button.hidden = false; });
  drafts(root);
}

// Keys: they move and open, and never change anything.
const places = { n: '/console', p: '/console/payouts', a: '/console/attention', q: '/console/approvals' };
let before = '';
function step(by) {
  const links = all('tr[data-row]').map(row => one('a', row));
  const at = links.findIndex(link => link.closest('tr').contains(document.activeElement));
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}
const actions = {
  '/': () => one('#go')?.focus(),
  n: () => location.assign('/console/payouts/new'),
  j: () => step(1),
  k: () => step(-1),
  c: () => one('[data-copy][data-main]', document.activeElement.closest('tr') ?? document)?.click(),
  r: () => location.reload(),
  '?': () => location.assign('/console/help#keys'),
};
document.addEventListener('keydown', event => {
  const typing = event.target.closest('input, select, textarea, [contenteditable], dialog');
  if (page.dataset.keys !== 'on' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const own = one(`[data-key="${CSS.escape(event.key)}"]`, event.target.closest('tr') ?? document.createElement('i'));
  const act = before === 'g' && places[event.key] ? () => location.assign(places[event.key]) : own ? () => own.click() : actions[event.key];
  before = event.key;
  if (!act) return;
  event.preventDefault();
  act();
});

// Live: the stream says which rows changed, as the HTML of the server's own row.
const mark = one('[data-live]');
// Looked up each time: it lies in what a page replaces when it is seen again.
const warn = text => Object.assign(one('[data-stale]'), { textContent: text, hidden: !text });
let stream, lost, since, seen = 0;
function isLive(yes) {
  mark.hidden = false;
  mark.classList.toggle('off', !yes);
  mark.textContent = yes ? 'live' : 'not live';
  if (yes) {
    clearTimeout(lost);
    lost = since = undefined;
    if (page.classList.contains('is-stale')) warn('');
    page.classList.remove('is-stale');
  } else {
    // Each attempt that fails says so again: the time counts from the first.
    since ??= new Date();
    lost ??= setTimeout(() => {
      warn(`Not live since ${since.toLocaleTimeString()}. Figures may be old: load the page again.`);
      page.classList.add('is-stale');
    }, 10000);
  }
}
function replace({ id, html }) {
  const old = one(`[data-row="${CSS.escape(id)}"]`);
  if (!old) return;
  if (old.contains(document.activeElement) || (dialog.open && old.matches('[data-whole]'))) return one('[data-changed]', old)?.removeAttribute('hidden');
  const chosen = all('input:checked[id], details[open][id]', old).map(element => element.id);
  const row = document.adoptNode(one('[data-row]', parse(old.matches('tr') ? `<table>${html}</table>` : html)));
  old.replaceWith(row);
  chosen.map(id => document.getElementById(id)).forEach(element => element && (element.checked = element.open = true));
  row.classList.add('flash');
  ready(row);
  tell(row.dataset.told ?? 'A payout changed');
}
function open() {
  if (!mark?.dataset.live || document.hidden || stream) return;
  stream = new EventSource(mark.dataset.live);
  stream.addEventListener('hello', () => isLive(true));
  stream.addEventListener('row', event => replace(JSON.parse(event.data)));
  stream.addEventListener('counts', event => {
    for (const [name, count] of Object.entries(JSON.parse(event.data))) all(`[data-count="${name}"]`).forEach(place => Object.assign(place, { textContent: count, hidden: count === '0' }));
  });
  stream.addEventListener('newer', event => {
    const link = one('[data-newer]');
    link.textContent = `${event.data} newer: show`;
    link.parentElement.hidden = false;
  });
  stream.addEventListener('lost', () => isLive(false));
  stream.addEventListener('tick', async () => {
    const fresh = one('[data-refresh]') && await load(location.href, { 'X-Payouts-Live': '1' });
    if (!fresh || one('[data-refresh] :focus')) return;
    one('[data-refresh]').replaceWith(document.adoptNode(one('[data-refresh]', fresh)));
    one('h1').textContent = one('h1', fresh).textContent;
    ready(document);
  });
  stream.addEventListener('ended', () => {
    shut();
    document.body.replaceChildren();
    location.replace(`/console/sign-in?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
  });
  stream.onerror = () => {
    isLive(false);
    if (stream?.readyState === EventSource.CLOSED) stream = undefined;
  };
}
const shut = () => { stream = stream?.close(); };
// A page that nobody sees holds no connection; one that is seen again is read again.
document.addEventListener('visibilitychange', async () => {
  const turn = ++seen;
  if (document.hidden) return shut();
  const fresh = mark?.dataset.live && !dialog.open && !one('main :focus') && await load(location.href);
  if (turn !== seen) return;
  if (fresh) {
    // The rows to follow are those of the page that is shown now, whatever a stream opened meanwhile follows.
    shut();
    mark.dataset.live = one('[data-live]', fresh)?.dataset.live ?? mark.dataset.live;
    one('main').replaceWith(document.adoptNode(one('main', fresh)));
  }
  ready(document);
  open();
});

// A session says so before it ends.
const ends = new Date(document.body.dataset.sessionEnds ?? NaN);
setInterval(() => {
  times();
  const left = (ends - Date.now()) / 60000;
  if (left < 5 && left > 0) warn(`Your session ends in ${Math.ceil(left)} min. ${document.body.dataset.sessionLast === undefined ? 'Load a page to stay; what' : 'What'} you typed is kept.`);
  open();
}, 10000);

finish();
ready(document);
open();
one('[data-focus]')?.focus();
