CREATE TABLE `boundaries` (
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`geometry` text NOT NULL,
	`area_ha` integer NOT NULL,
	`source` text NOT NULL,
	`imported_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `code`)
);
--> statement-breakpoint
CREATE TABLE `cart_items` (
	`user_id` text NOT NULL,
	`item_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `item_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `free_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL,
	`gsd_m` real NOT NULL,
	`coverage` text,
	`from_day` text,
	`to_day` text,
	`url` text NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `join_shares` (
	`join_id` text NOT NULL,
	`request_id` text NOT NULL,
	`entity_id` text NOT NULL,
	`share_ha` integer NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` integer,
	PRIMARY KEY(`join_id`, `request_id`),
	FOREIGN KEY (`join_id`) REFERENCES `joins`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `join_shares_by_request` ON `join_shares` (`request_id`);--> statement-breakpoint
CREATE TABLE `joins` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_request_id` text NOT NULL,
	`state` text NOT NULL,
	`text` text NOT NULL,
	`proposed_by` text NOT NULL,
	`at` integer NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`lead_request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `joins_by_lead` ON `joins` (`lead_request_id`);--> statement-breakpoint
CREATE TABLE `request_files` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`name` text NOT NULL,
	`format` text NOT NULL,
	`storage_key` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`uploaded_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`uploaded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_files_by_request` ON `request_files` (`request_id`,`at`);--> statement-breakpoint
CREATE TABLE `saved_areas` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`sharing` text NOT NULL,
	`entity_id` text,
	`geometry` text NOT NULL,
	`area_ha` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_areas_by_owner` ON `saved_areas` (`owner_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `saved_areas_by_entity` ON `saved_areas` (`entity_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `saved_areas_by_sharing` ON `saved_areas` (`sharing`,`updated_at`);--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`notify` integer NOT NULL,
	`told_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `saved_searches_by_user` ON `saved_searches` (`user_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `saved_searches_by_told` ON `saved_searches` (`notify`,`told_until`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_items` (
	`id` text PRIMARY KEY NOT NULL,
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
	`stac` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`licence_id`) REFERENCES `licences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_items`("id", "delivery_id", "request_id", "sensor_id", "licence_id", "platform", "acquired_at", "cloud_cover_pct", "incidence_deg", "gsd_m", "footprint", "footprint_approximate", "area_ha", "west", "south", "east", "north", "synthetic", "quicklook_key", "visibility", "entity_id", "embargo_until", "withdrawn_at", "withdrawn_reason", "stac", "created_at") SELECT "id", "delivery_id", "request_id", "sensor_id", "licence_id", "platform", "acquired_at", "cloud_cover_pct", "incidence_deg", "gsd_m", "footprint", "footprint_approximate", "area_ha", "west", "south", "east", "north", "synthetic", "quicklook_key", 'public', (SELECT "entity_id" FROM "requests" WHERE "requests"."id" = "items"."request_id"), NULL, NULL, NULL, "stac", "created_at" FROM `items`;--> statement-breakpoint
DROP TABLE `items`;--> statement-breakpoint
ALTER TABLE `__new_items` RENAME TO `items`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `items_by_time` ON `items` (`acquired_at`,`id`);--> statement-breakpoint
CREATE INDEX `items_by_delivery` ON `items` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `items_by_request` ON `items` (`request_id`);--> statement-breakpoint
ALTER TABLE `offers` ADD `min_width_km` real;--> statement-breakpoint
ALTER TABLE `offers` ADD `max_area_ha` integer;--> statement-breakpoint
ALTER TABLE `offers` ADD `per_polygon` integer DEFAULT false NOT NULL;