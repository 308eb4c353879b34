import { useEffect, useState } from 'preact/hooks';

/** Whether a media query holds, drawn anew when that changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const end = new AbortController();
    const media = matchMedia(query);
    media.addEventListener('change', () => setHolds(media.matches), { signal: end.signal });
    return () => end.abort();
  }, [query]);
  return holds;
}
