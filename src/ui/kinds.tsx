import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Kinds, SHAPE_KINDS } from '../core/people/kinds/kinds.ts';

const KindsContext = createContext<Kinds>(SHAPE_KINDS);

/** Gives all identities below the kinds that their session says; by form alone without one. */
export const KindsProvider = KindsContext.Provider;
export const useKinds = (): Kinds => useContext(KindsContext);
