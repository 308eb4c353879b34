import type { JSX } from 'preact';
import type { IdentityKind } from '../../core/kissmetrics/identity.ts';
import { type KindLists, patternProblem } from '../../core/people/kinds/kind-lists.ts';
import { MOST_PATTERNS } from '../../protocol/identity-kinds.ts';
import { ListSection } from './list-section.tsx';

export interface KindSectionsProps {
  readonly lists: KindLists;
  readonly onLists: (lists: KindLists) => void;
}

/** Which identities the user says are anonymous, and which named. */
export function KindSections({ lists, onLists }: KindSectionsProps): JSX.Element {
  const section = (kind: IdentityKind): JSX.Element => (
    <ListSection
      name={`kind_${kind}`}
      items={lists[kind]}
      onRemove={(pattern) =>
        onLists({ ...lists, [kind]: lists[kind].filter((one) => one !== pattern) })
      }
      onAdd={(pattern) => {
        const problem = patternProblem(pattern) ?? listProblem(lists[kind], pattern);
        if (problem !== null) return `list_kind_wrong_${problem}`;
        onLists({ ...lists, [kind]: [...lists[kind], pattern] });
        return null;
      }}
    />
  );
  return (
    <>
      {section('anonymous')}
      {section('named')}
    </>
  );
}

function listProblem(list: readonly string[], pattern: string): 'known' | 'many' | null {
  if (list.includes(pattern)) return 'known';
  return list.length >= MOST_PATTERNS ? 'many' : null;
}
