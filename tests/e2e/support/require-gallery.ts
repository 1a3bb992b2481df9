import { GALLERY_BUILD_DIR } from '../../setup/project.ts';
import { requireBuild } from './require-build.ts';

/** Fails at once, and says what to do, when there is no build with the gallery. */
export default function requireGalleryBuild(): void {
  requireBuild(GALLERY_BUILD_DIR, 'gallery');
}
