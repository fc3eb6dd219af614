using Clients;

switch (args)
{
    case ["nswag", var address, var tomorrow, var clientId]:
        await NSwagStory.TellAsync(new(address), new(tomorrow), clientId);
        break;
    case ["kiota", var address, var tomorrow, var clientId]:
        await KiotaStory.TellAsync(address, tomorrow, clientId);
        break;
    default:
        throw new ArgumentException("nswag|kiota ADDRESS TOMORROW CLIENT_ID");
}
