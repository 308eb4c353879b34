import { isText } from '../../kissmetrics/unread-body.ts';
import { encodeComponent } from '../encode.ts';
import type { JsonObject, JsonValue, Shape } from '../json-picker.ts';
import { asObject } from '../json-value.ts';
import { type BodyText, base64Text, bodyText } from './body-text.ts';

const ALL = 'all';

/** What is read of a request for its body. */
export const HAR_BODY: Readonly<Record<string, Shape>> = {
  bodySize: ALL,
  postData: {
    members: {
      text: ALL,
      params: ALL,
      encoding: ALL,
      _encoding: ALL,
      _file: ALL,
      fileName: ALL,
    },
  },
  _content: { members: { text: ALL, encoding: ALL } },
  _requestBodyStatus: ALL,
  _bodyProblem: ALL,
};

/** Bytes of a body that are kept, once it is unpacked. */
const LONGEST = 1_048_576;
/** Methods by which a body may be sent. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * The body of a request: its text, else its parameters encoded again, else why it is not there.
 * HAR has no word for bytes, so recorders write them in ways of their own: `encoding` or `_encoding`
 * with Base64 (Reqable, Martian), `_content` beside the request with a `_requestBodyStatus` (HTTP
 * Toolkit), the name of a file (`_file`, Playwright; `fileName` of a parameter, HAR itself), or each
 * byte as a character (Firefox). `_bodyProblem` is our own.
 * @param cut something in the entry was too long to be held
 */
export function harBody(request: JsonObject, method: string, cut: boolean): BodyText {
  const read = readBody(request, method);
  const { bodySize, _bodyProblem } = request;
  const own = typeof _bodyProblem === 'string' && _bodyProblem !== '' ? _bodyProblem : null;
  const problem = own ?? (cut ? 'cut' : read.bodyProblem);
  if (problem === undefined) return read;
  // Browsers give the size of the text that they make of the bytes, which differs from theirs.
  const counted = own !== null || asObject(request.postData)?.text === undefined;
  const known = counted && typeof bodySize === 'number' && bodySize > 0 ? { bodySize } : {};
  return { ...known, ...read, bodyProblem: problem };
}

function readBody(request: JsonObject, method: string): BodyText {
  const data = asObject(request.postData);
  for (const given of [data, asObject(request._content)]) {
    const { text, encoding, _encoding } = given ?? {};
    if (typeof text !== 'string' || text === '') continue;
    const named = [encoding, _encoding].find((word) => typeof word === 'string' && word !== '');
    if (named === undefined) return textOf(text);
    if (/^base64$/i.test(String(named))) return base64Text(text, LONGEST);
    if (!/^utf-?8$/i.test(String(named))) return { bodyProblem: 'not UTF-8' };
    return textOf(text);
  }
  const params = Array.isArray(data?.params) ? data.params : [];
  if (params.length > 0) return paramsOf(params);
  if ([data?._file, data?.fileName].some(isName)) return { bodyProblem: 'file' };
  const { bodySize, _requestBodyStatus } = request;
  if (isName(_requestBodyStatus)) return { bodyProblem: 'not recorded' };
  if (typeof bodySize === 'number' && bodySize > 0) return { bodyProblem: 'not recorded' };
  return WITHOUT_BODY.has(method) || bodySize === 0 ? {} : { bodyProblem: 'perhaps not recorded' };
}

const isName = (value: JsonValue | undefined): boolean => typeof value === 'string' && value !== '';

/**
 * Bytes stand as characters, each as one (Firefox, Chrome for an `ArrayBuffer`), or as what was left
 * of them when they were read as UTF-8 (Chrome for a `Blob`): then they are lost.
 */
function textOf(text: string): BodyText {
  if (isText(text)) return { body: text };
  if (!/^[\0-\xff]*$/.test(text)) return { bodyProblem: 'not UTF-8' };
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const read = bodyText(bytes, LONGEST);
  return read.bodyEncoding === undefined
    ? { bodyProblem: 'not UTF-8', bodySize: bytes.length }
    : read;
}

function paramsOf(params: readonly JsonValue[]): BodyText {
  let files = false;
  const pairs = params.map((value) => {
    const param = asObject(value);
    files ||= isName(param?.fileName) && !isName(param?.value);
    return [param?.name, param?.value]
      .map((part) => (typeof part === 'string' ? encodeComponent(part) : ''))
      .join('=');
  });
  // The trailing sign says that the last of them is whole.
  return files ? { body: `${pairs.join('&')}&`, bodyProblem: 'file' } : { body: pairs.join('&') };
}
