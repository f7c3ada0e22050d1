namespace GigGatek.Storefront.Drawings;

/// <summary>Power supplies with their watts, and with sockets for cables where these come off; uninterruptible ones with outlets.</summary>
internal static class Power
{
    public static void DrawSupply(Pen pen, PartFacts facts)
    {
        var small = facts.Says("type", "SFX") || facts.Says("type", "Flex") || facts.Says("type", "TFX");
        var (x, y, width, height) = small ? (44.0, 40.0, 92.0, 64.0) : (26.0, 28.0, 118.0, 88.0);
        pen.Rect(facts.Shell, x, y, width, height, 3).Fan(x + (height * 0.52), y + (height / 2), height * 0.42, 9)
            .Path(Paint.Accent, $"M{x + (height * 0.1):0.#} {y + (height / 2):0.#}h{height * 0.84:0.#}M{x + (height * 0.52):0.#} {y + (height * 0.08):0.#}v{height * 0.84:0.#}");
        var panel = x + height + 6;
        if (facts.Says("modular", "Full") || facts.Says("modular", "Semi") || facts.Text("modular") == "Yes")
        {
            var sockets = facts.Says("modular", "Full") ? 4 : 2;
            for (var socket = 0; socket < sockets; socket++)
            {
                pen.Rect(Paint.Body, panel, y + 8 + (socket * (height - 12) / 4), width - height - 12, (height / 4) - 7, 1);
            }
        }

        if (!facts.Says("modular", "Full"))
        {
            pen.Path(Paint.Accent, $"M{x + width:0.#} {y + height - 20:0.#}q22 0 22 16t20 14M{x + width:0.#} {y + height - 12:0.#}q14 0 14 14t22 16")
                .Rect(Paint.Body, x + width + 36, y + height + 4, 12, 8, 1);
        }

        pen.Text(x + (width / 2), y + height + 18, facts.Text("wattage"), 10);
    }

    public static void DrawUps(Pen pen, PartFacts facts) => pen
        .Rect(facts.Shell, 66, 14, 68, 118, 6).Rect(Paint.Body, 76, 24, 48, 26, 2).Path(Paint.Accent, "M82 42l8-8 6 5 10-11h12")
        .Circle(Paint.Body, 84, 72, 8).Circle(Paint.Body, 116, 72, 8).Circle(Paint.Body, 84, 98, 8).Circle(Paint.Body, 116, 98, 8)
        .Circle(Paint.Tone, 100, 120, 4).Text(160, 144, facts.Text("capacity_w"), 9);
}
