PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_items` (
	`row_no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`delivery_id` text,
	`request_id` text,
	`sensor_id` text NOT NULL,
	`licence_id` text NOT NULL,
	`platform` text NOT NULL,
	`acquired_at` integer NOT NULL,
	`cloud_cover_pct` real,
	`incidence_deg` real,
	`gsd_m` real,
	`footprint` text,
	`footprint_approximate` integer NOT NULL,
	`area_ha` integer NOT NULL,
	`west` real,
	`south` real,
	`east` real,
	`north` real,
	`synthetic` integer NOT NULL,
	`quicklook_key` text,
	`visibility` text NOT NULL,
	`entity_id` text,
	`embargo_until` integer,
	`withdrawn_at` integer,
	`withdrawn_reason` text,
	`search_text` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`licence_id`) REFERENCES `licences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_items`("id", "delivery_id", "request_id", "sensor_id", "licence_id", "platform", "acquired_at", "cloud_cover_pct", "incidence_deg", "gsd_m", "footprint", "footprint_approximate", "area_ha", "west", "south", "east", "north", "synthetic", "quicklook_key", "visibility", "entity_id", "embargo_until", "withdrawn_at", "withdrawn_reason", "search_text", "created_at") SELECT "id", "delivery_id", "request_id", "sensor_id", "licence_id", "platform", "acquired_at", "cloud_cover_pct", "incidence_deg", "gsd_m", "footprint", "footprint_approximate", "area_ha", "west", "south", "east", "north", "synthetic", "quicklook_key", "visibility", "entity_id", "embargo_until", "withdrawn_at", "withdrawn_reason", '', "created_at" FROM `items` ORDER BY "created_at", "id";--> statement-breakpoint
CREATE TABLE `item_documents` (
	`row_no` integer PRIMARY KEY NOT NULL,
	`stac` text NOT NULL,
	FOREIGN KEY (`row_no`) REFERENCES `items`(`row_no`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `item_documents`("row_no", "stac") SELECT n."row_no", i."stac" FROM `__new_items` n INNER JOIN `items` i ON i."id" = n."id";--> statement-breakpoint
DROP TABLE `items`;--> statement-breakpoint
ALTER TABLE `__new_items` RENAME TO `items`;--> statement-breakpoint
CREATE UNIQUE INDEX `items_id` ON `items` (`id`);--> statement-breakpoint
CREATE INDEX `items_by_sensor` ON `items` (`sensor_id`,`acquired_at`,`row_no`);--> statement-breakpoint
CREATE INDEX `items_by_creation` ON `items` (`created_at`,`row_no`);--> statement-breakpoint
CREATE INDEX `items_by_delivery` ON `items` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `items_by_request` ON `items` (`request_id`);--> statement-breakpoint
DROP TABLE `item_cells`;--> statement-breakpoint
CREATE TABLE `item_cells` (
	`cell` integer NOT NULL,
	`acquired_at` integer NOT NULL,
	`cloud_rank` real NOT NULL,
	`row_no` integer NOT NULL,
	PRIMARY KEY(`cell`, `acquired_at`, `row_no`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `item_cells_by_cloud` ON `item_cells` (`cell`,`cloud_rank`,`row_no`);--> statement-breakpoint
PRAGMA foreign_keys=ON;