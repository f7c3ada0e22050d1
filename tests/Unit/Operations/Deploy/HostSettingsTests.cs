using GigGatek.Operations.Deploy.Compose;
using GigGatek.Tests.Unit.Platform;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class HostSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, ".env");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_release_names_the_image_of_each_service_and_leaves_all_other_lines()
    {
        System.IO.File.WriteAllText(File, "# Mine.\nGIGGATEK_IMAGE=giggatek:0.1.0\nGIGGATEK_PORT=80\n");
        new HostSettings(_folder.Path).Write("giggatek:0.2.0", HostSettings.ImageOf("green"));
        System.IO.File.ReadAllText(File).ShouldBe(
            """
            # Mine.
            GIGGATEK_IMAGE=giggatek:0.1.0
            GIGGATEK_PORT=80
            GIGGATEK_BLUE_IMAGE=giggatek:0.1.0
            GIGGATEK_GATEWAY_IMAGE=giggatek:0.1.0
            GIGGATEK_WORKER_IMAGE=giggatek:0.1.0
            GIGGATEK_GREEN_IMAGE=giggatek:0.2.0

            """);
    }

    [Fact]
    public void Another_image_of_all_changes_none_of_those_that_have_their_own()
    {
        System.IO.File.WriteAllText(File, "GIGGATEK_IMAGE=giggatek:0.1.0\n");
        var settings = new HostSettings(_folder.Path);
        settings.Write("giggatek:0.2.0", HostSettings.Image, HostSettings.WorkerImage);
        settings.Find(HostSettings.ImageOf("blue")).ShouldBe("giggatek:0.1.0");
        settings.Find(HostSettings.GatewayImage).ShouldBe("giggatek:0.1.0");
        settings.Find(HostSettings.WorkerImage).ShouldBe("giggatek:0.2.0");
        Directory.GetFiles(_folder.Path).ShouldBe([File]);
    }

    [Fact]
    public void The_last_of_two_lines_counts_as_it_does_for_compose()
    {
        System.IO.File.WriteAllText(File, "GIGGATEK_IMAGE=giggatek:0.1.0\nGIGGATEK_IMAGE=giggatek:0.1.1\n");
        new HostSettings(_folder.Path).Find(HostSettings.Image).ShouldBe("giggatek:0.1.1");
    }
}
