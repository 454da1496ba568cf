CREATE TABLE `acceptances` (
	`id` text PRIMARY KEY NOT NULL,
	`licence_version_id` text NOT NULL,
	`text_sha256` text NOT NULL,
	`user_id` text NOT NULL,
	`entity_id` text NOT NULL,
	`at` integer NOT NULL,
	`ip` text,
	FOREIGN KEY (`licence_version_id`) REFERENCES `licence_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `acceptances_once` ON `acceptances` (`licence_version_id`,`user_id`,`entity_id`);--> statement-breakpoint
CREATE TABLE `attempts` (
	`order_id` text NOT NULL,
	`reference` text NOT NULL,
	`planned_at` integer NOT NULL,
	`state` text NOT NULL,
	`cloud_cover_pct` real,
	`incidence_deg` real,
	`footprint` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`order_id`, `reference`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `choices` (
	`list` text NOT NULL,
	`code` text NOT NULL,
	`label` text NOT NULL,
	`position` integer NOT NULL,
	`active` integer NOT NULL,
	PRIMARY KEY(`list`, `code`)
);
--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text,
	`request_id` text,
	`reference` text NOT NULL,
	`source_folder` text NOT NULL,
	`state` text NOT NULL,
	`report` text,
	`content_sha256` text,
	`bytes` integer NOT NULL,
	`take_in_part` integer NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` integer,
	`last_fault` text,
	`created_at` integer NOT NULL,
	`ingested_at` integer,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`order_id`,`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_content` ON `deliveries` (`content_sha256`);--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`state`,`next_try_at`);--> statement-breakpoint
CREATE INDEX `deliveries_by_request` ON `deliveries` (`request_id`);--> statement-breakpoint
CREATE TABLE `delivery_files` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text NOT NULL,
	`item_id` text,
	`path` text NOT NULL,
	`storage_key` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`media_type` text NOT NULL,
	`role` text NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `delivery_files_once` ON `delivery_files` (`delivery_id`,`path`);--> statement-breakpoint
CREATE INDEX `delivery_files_by_item` ON `delivery_files` (`item_id`);--> statement-breakpoint
CREATE TABLE `downloads` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`entity_id` text NOT NULL,
	`item_id` text NOT NULL,
	`file_id` text,
	`licence_version_id` text NOT NULL,
	`range` text,
	`ip` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `delivery_files`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`licence_version_id`) REFERENCES `licence_versions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `downloads_by_item` ON `downloads` (`item_id`,`at`);--> statement-breakpoint
CREATE INDEX `downloads_by_user` ON `downloads` (`user_id`,`at`);--> statement-breakpoint
CREATE TABLE `entities` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`acronym` text,
	`kind` text NOT NULL,
	`membership` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `entity_members` (
	`entity_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`entity_id`, `user_id`),
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `entity_members_by_user` ON `entity_members` (`user_id`);--> statement-breakpoint
CREATE TABLE `envelopes` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`family` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`entity_id` text,
	`seq` integer NOT NULL,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `envelopes_by_family` ON `envelopes` (`family`,`from_at`);--> statement-breakpoint
CREATE TABLE `item_cells` (
	`cell` integer NOT NULL,
	`acquired_at` integer NOT NULL,
	`item_id` text NOT NULL,
	PRIMARY KEY(`cell`, `acquired_at`, `item_id`),
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `item_cells_by_item` ON `item_cells` (`item_id`);--> statement-breakpoint
CREATE TABLE `items` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text NOT NULL,
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
	`stac` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`licence_id`) REFERENCES `licences`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `items_by_time` ON `items` (`acquired_at`,`id`);--> statement-breakpoint
CREATE INDEX `items_by_delivery` ON `items` (`delivery_id`);--> statement-breakpoint
CREATE INDEX `items_by_request` ON `items` (`request_id`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`envelope_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount_ha` integer NOT NULL,
	`hold_id` text,
	`request_id` text,
	`actor_id` text,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`envelope_id`) REFERENCES `envelopes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_by_envelope` ON `ledger_entries` (`envelope_id`,`at`);--> statement-breakpoint
CREATE INDEX `ledger_entries_by_request` ON `ledger_entries` (`request_id`);--> statement-breakpoint
CREATE INDEX `ledger_entries_by_hold` ON `ledger_entries` (`hold_id`);--> statement-breakpoint
CREATE TABLE `licence_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`licence_id` text NOT NULL,
	`version` text NOT NULL,
	`text` text NOT NULL,
	`text_sha256` text NOT NULL,
	`effective_at` integer NOT NULL,
	FOREIGN KEY (`licence_id`) REFERENCES `licences`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `licence_versions_once` ON `licence_versions` (`licence_id`,`version`);--> statement-breakpoint
CREATE TABLE `licences` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`summary` text NOT NULL,
	`credit_template` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `login_failures` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`ip` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `login_failures_by_email` ON `login_failures` (`email`,`at`);--> statement-breakpoint
CREATE INDEX `login_failures_by_ip` ON `login_failures` (`ip`,`at`);--> statement-breakpoint
CREATE TABLE `offers` (
	`id` text PRIMARY KEY NOT NULL,
	`sensor_id` text NOT NULL,
	`kind` text NOT NULL,
	`min_area_ha` integer NOT NULL,
	`max_vertices` integer NOT NULL,
	`licence_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`active` integer NOT NULL,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`licence_id`) REFERENCES `licences`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `offers_by_sensor` ON `offers` (`sensor_id`);--> statement-breakpoint
CREATE TABLE `order_events` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`status` text NOT NULL,
	`reason_code` text,
	`actor_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_events_by_order` ON `order_events` (`order_id`,`at`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`request_id` text NOT NULL,
	`sensor_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`status` text NOT NULL,
	`aoi` text NOT NULL,
	`area_ha` integer NOT NULL,
	`comment` text,
	`window_from` integer NOT NULL,
	`window_to` integer NOT NULL,
	`provider_reference` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`next_poll_at` integer,
	`last_fault` text,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`number`);--> statement-breakpoint
CREATE INDEX `orders_by_request` ON `orders` (`request_id`);--> statement-breakpoint
CREATE INDEX `orders_by_poll` ON `orders` (`next_poll_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`to_address` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at` integer NOT NULL,
	`last_fault` text,
	`request_id` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `outbox_by_state` ON `outbox` (`state`,`next_try_at`);--> statement-breakpoint
CREATE TABLE `request_events` (
	`id` text PRIMARY KEY NOT NULL,
	`request_id` text NOT NULL,
	`act` text NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`actor_id` text,
	`text` text,
	`data` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `request_events_by_request` ON `request_events` (`request_id`,`at`);--> statement-breakpoint
CREATE TABLE `request_versions` (
	`request_id` text NOT NULL,
	`version` integer NOT NULL,
	`form` text NOT NULL,
	`aoi` text NOT NULL,
	`area_ha` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`request_id`, `version`),
	FOREIGN KEY (`request_id`) REFERENCES `requests`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text,
	`owner_id` text NOT NULL,
	`entity_id` text NOT NULL,
	`state` text NOT NULL,
	`turn` text,
	`turn_since` integer NOT NULL,
	`title` text NOT NULL,
	`form` text NOT NULL,
	`aoi` text,
	`area_ha` integer NOT NULL,
	`granted_aoi` text,
	`granted_ha` integer,
	`sensor_id` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`submitted_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entity_id`) REFERENCES `entities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sensor_id`) REFERENCES `sensors`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_number` ON `requests` (`number`);--> statement-breakpoint
CREATE INDEX `requests_by_owner` ON `requests` (`owner_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `requests_by_entity` ON `requests` (`entity_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `requests_by_turn` ON `requests` (`turn`,`turn_since`);--> statement-breakpoint
CREATE INDEX `requests_by_state` ON `requests` (`state`,`turn_since`);--> statement-breakpoint
CREATE TABLE `sensors` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`family` text NOT NULL,
	`status` text NOT NULL,
	`status_since` text,
	`gsd_pan_m` real,
	`gsd_ms_m` real NOT NULL,
	`swath_km` real NOT NULL,
	`max_incidence_deg` real NOT NULL,
	`modes` text NOT NULL,
	`bands` text NOT NULL,
	`platforms` text NOT NULL,
	`note` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `user_roles` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`user_id`, `role`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`locale` text NOT NULL,
	`password_hash` text NOT NULL,
	`active` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);