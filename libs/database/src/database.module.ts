import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createDataSource, type DataSourceSettings } from './data-source.js';

/** Opens the one data source of a process. Rooms inject it with `@InjectDataSource()`. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: DataSourceSettings): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => createDataSource(settings).options,
        }),
      ],
    };
  }
}
