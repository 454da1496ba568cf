CREATE TABLE `item_events` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`act` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`actor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `item_events_by_item` ON `item_events` (`item_id`,`at`);--> statement-breakpoint
CREATE INDEX `item_events_by_at` ON `item_events` (`at`);--> statement-breakpoint
ALTER TABLE `saved_searches` ADD `every_hours` integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE `saved_searches` ADD `told_at` integer;