/**
 * Fills a new index, for measurements of what asks the service.
 *
 *     node bench/programs/fill-index.ts <file> <registry id> <images>
 */
import { fillIndex } from '../large-index.ts';

const [, , file = '', registryId = '', images = ''] = process.argv;
fillIndex(file, { registryId, images: Number(images) });
