const PREFERENCES: Readonly<Record<string, string>> = {
  'prefers-color-scheme': 'light',
  'prefers-reduced-motion': 'no-preference',
  'prefers-contrast': 'no-preference',
};

/**
 * Whether a media query list holds for a drawing on a large screen with light paper. What cannot
 * be told does not hold.
 */
export function mediaHolds(prelude: string): boolean {
  const queries = prelude.trim().toLowerCase();
  return queries === '' || queries.split(',').some(queryHolds);
}

function queryHolds(query: string): boolean {
  return query
    .trim()
    .replace(/^only\s+/, '')
    .split(/\s+and\s+/)
    .every((part) => {
      if (part === 'all' || part === 'screen') return true;
      const [, feature = '', value = ''] =
        /^\(\s*([\w-]+)\s*(?::\s*([^)]*?)\s*)?\)$/.exec(part) ?? [];
      if (feature.startsWith('min-')) return true;
      return feature !== '' && PREFERENCES[feature] === value;
    });
}
