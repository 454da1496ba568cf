const words: Record<string, string> = {
  pleiades: 'Pléiades',
  neo: 'Neo',
  spot: 'SPOT',
  co3d: 'CO3D',
  perusat: 'PeruSat',
};

/** A satellite's name as people write it, the same in both languages: 'pleiades-neo-3' is 'Pléiades Neo 3'. */
export function platformName(platform: string): string {
  return platform
    .split('-')
    .map((word) => words[word] ?? (/^\d/.test(word) ? word.toUpperCase() : capitalised(word)))
    .join(' ');
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
