import { useEffect, useRef, useState } from 'preact/hooks';
import type { Tile } from '@/utils/screen-viewer/model';
import { useNow } from '../common/use-now';
import { tileNews, timeNews } from './tile-news';

/**
 * The latest change worth saying aloud: of any tile, or of the connection.
 * @param connection what is wrong with the connection; `null` if nothing
 */
export function useNews(tiles: Tile[], connection: string | null): string {
  const [news, setNews] = useState('');
  const before = useRef<Tile[]>([]);
  const now = useNow(tiles.length > 0);
  const then = useRef(now);

  useEffect(() => {
    const said = tiles.flatMap((tile) => {
      const known = before.current.find(({ key }) => key === tile.key);
      return (known && tileNews(known, tile)) ?? timeNews(tile, then.current, now) ?? [];
    });
    before.current = tiles;
    then.current = now;
    if (said.length > 0) setNews(said.join('\n'));
  }, [tiles, now]);
  useEffect(() => {
    if (connection !== null) setNews(connection);
  }, [connection]);
  return news;
}
