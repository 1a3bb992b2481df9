import './ProductMark.css';

/**
 * The product's mark: one window watching over another. The icon files in `public/icon` have the
 * same shape.
 */
export function ProductMark({ size = 24 }: { size?: number }) {
  return (
    <svg class="product-mark" width={size} height={size} viewBox="0 0 128 128" aria-hidden="true">
      <path
        class="product-mark-back"
        d="M20 8h56a20 20 0 0 1 20 20v4H56a24 24 0 0 0-24 24v32H20A20 20 0 0 1 0 68V28A20 20 0 0 1 20 8Z"
      />
      <rect class="product-mark-front" x="40" y="40" width="88" height="80" rx="20" />
      <path class="product-mark-cursor" d="M68 58l40 16-17 6-7 18z" />
    </svg>
  );
}
