import { Module } from '@nestjs/common';
import { MediaService } from './media.service.js';

/** The part of the room that the front door may have: files by their hash, no question and no key. */
@Module({ providers: [MediaService], exports: [MediaService] })
export class MediaModule {}
